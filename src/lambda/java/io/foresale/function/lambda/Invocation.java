package io.foresale.function.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.foresale.domain.PermanentException;
import io.foresale.trigger.ObjectEvent;
import io.foresale.trigger.ObjectEvents;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Who calls, and with what. */
sealed interface Invocation {

    /** S3 or EventBridge tells of objects; it calls again where this fails. */
    record Objects(List<ObjectEvent> events) implements Invocation {}

    /** SQS hands over messages; it hands over those again that the answer names. */
    record Queue(List<Message> messages) implements Invocation {}

    /** Somebody calls the function with its own arguments and waits for what it answers. */
    record Direct(JsonNode arguments) implements Invocation {}

    /** A message of SQS, of which the body is what S3 or EventBridge put into the queue. */
    record Message(String id, String body) {}

    static Invocation of(JsonNode payload) {
        return ObjectEvents.find(payload)
                .<Invocation>map(Objects::new)
                .or(() -> queue(payload.path("Records")))
                .or(() -> Optional.of(payload).filter(p -> p.has("key")).map(Direct::new))
                .orElseThrow(() -> PermanentException.invalid(
                        "invocation",
                        "events of S3, of SQS or of EventBridge, or an object's 'key'",
                        "a JSON " + payload.getNodeType(),
                        "invoke it with {\"key\": \"raw/shop/file.csv\"}"));
    }

    private static Optional<Invocation> queue(JsonNode records) {
        return records.isArray()
                        && all(records)
                                .allMatch(r -> r.path("eventSource").asText().equals("aws:sqs"))
                ? Optional.of(new Queue(all(records)
                        .map(r -> new Message(
                                r.path("messageId").asText(), r.path("body").asText()))
                        .toList()))
                : Optional.empty();
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
