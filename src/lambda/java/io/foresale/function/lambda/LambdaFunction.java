package io.foresale.function.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foresale.config.ForesaleConfig;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.function.EmbedFunction.EmbedCall;
import io.foresale.function.FunctionCall;
import io.foresale.function.LocalFunctions;
import io.foresale.function.ObjectCreated;
import io.foresale.function.ShardCall;
import io.foresale.function.TrainFunction.TrainCall;
import io.foresale.port.Deadline;
import io.foresale.port.ObjectStore;
import io.foresale.trigger.Arrivals;
import io.foresale.trigger.FunctionTable;
import io.foresale.trigger.ObjectEvent;
import io.foresale.trigger.ObjectEvents;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** The one function that this process is; objects that start another one are passed over. */
@Startup
@Singleton
public class LambdaFunction {

    private static final Logger LOG = System.getLogger(LambdaFunction.class.getName());
    private static final JsonMapper JSON = new JsonMapper();

    /** With less time left, nothing is begun that would be cut off in the middle. */
    private static final int LEAST_MILLIS = 60_000;

    private final String name;
    private final LocalFunctions functions;
    private final Arrivals arrivals;

    public LambdaFunction(ForesaleConfig config, LocalFunctions functions, ObjectStore store) {
        var table = FunctionTable.load();
        this.name = name(config, table);
        this.functions = functions;
        this.arrivals = new Arrivals(
                table.only(name),
                store,
                config.bucket().s3().name(),
                delivery -> functions.call(delivery.function(), delivery.object()));
    }

    private static String name(ForesaleConfig config, FunctionTable table) {
        var names =
                table.functions().stream().map(FunctionTable.FunctionSpec::name).toList();
        return config.function()
                .filter(names::contains)
                .orElseThrow(() -> PermanentException.invalid(
                        "foresale.function",
                        "one of " + String.join(", ", names),
                        config.function().orElse("nothing"),
                        "set FORESALE_FUNCTION"));
    }

    String name() {
        return name;
    }

    /** Does what an invocation asks for. */
    Answer answer(JsonNode payload, IntSupplier millisLeft) {
        Deadline deadline = () -> millisLeft.getAsInt() < LEAST_MILLIS;
        try {
            return switch (Invocation.of(payload)) {
                case Invocation.Objects(var events) -> events(events, deadline);
                case Invocation.Queue(var messages) -> batch(messages, deadline);
                case Invocation.Direct(var arguments) -> direct(arguments, deadline);
            };
        } catch (PermanentException e) {
            LOG.log(Level.WARNING, e.getMessage());
            return new Answer.Refused(e.problem());
        }
    }

    private Answer events(List<ObjectEvent> events, Deadline deadline) {
        var timed = arrivals.calling(delivery -> functions.call(delivery.function(), delivery.object(), deadline));
        return new Answer.Events(
                timed.takeAll(events).stream().map(Arrivals.Outcome::sentence).toList());
    }

    private Answer batch(List<Invocation.Message> messages, Deadline deadline) {
        var failures = new ArrayList<Answer.Item>();
        for (var message : messages) {
            if (deadline.isNear() || !isDone(message, deadline)) {
                failures.add(new Answer.Item(message.id()));
            }
        }
        return new Answer.Batch(failures);
    }

    /** What cannot be read is not done either: after some tries SQS puts it where a person finds it. */
    private boolean isDone(Invocation.Message message, Deadline deadline) {
        try {
            events(ObjectEvents.of(message.body().getBytes(StandardCharsets.UTF_8)), deadline);
            return true;
        } catch (RetriableException | PermanentException e) {
            LOG.log(Level.WARNING, "message {0} is handed back: {1}", message.id(), e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "message " + message.id() + " is handed back for a fault of Foresale", e);
            return false;
        }
    }

    private Answer direct(JsonNode arguments, Deadline deadline) {
        try {
            return new Answer.Done(functions.answer(name, call(arguments), deadline));
        } catch (JsonProcessingException e) {
            throw PermanentException.invalid(
                    "arguments",
                    "those that " + name + " has, see /q/openapi",
                    "others",
                    "send {\"key\": \"…\", \"eTag\": \"…\"}");
        }
    }

    /** Each function has arguments of its own besides the object. */
    private FunctionCall call(JsonNode arguments) throws JsonProcessingException {
        return switch (name) {
            case "embed" -> FunctionCall.of(JSON.treeToValue(arguments, EmbedCall.class));
            case "train" -> FunctionCall.of(JSON.treeToValue(arguments, TrainCall.class));
            case "fuse", "score-batch" -> FunctionCall.of(JSON.treeToValue(arguments, ShardCall.class));
            default -> FunctionCall.of(JSON.treeToValue(arguments, ObjectCreated.class));
        };
    }
}
