package io.foresale.function;

import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.Deadline;
import io.foresale.trigger.FunctionTable;
import io.foresale.trigger.FunctionTable.FunctionSpec;
import io.quarkus.runtime.QuarkusApplication;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * Calls one function once and ends, for what takes longer than a cloud gives a function: {@code train features/…/manifest.json}.
 * What the process ends with says whether to start it again.
 */
public final class CommandLine implements QuarkusApplication {

    private static final int REFUSED = 1;

    /** As in {@code sysexits.h}. */
    private static final int USAGE = 64;

    /** As in {@code sysexits.h}: the same call may do what this one could not. */
    private static final int TRY_AGAIN = 75;

    private static final Logger LOG = System.getLogger(CommandLine.class.getName());
    private static final String FORCE = "--force";
    private static final String SHARD = "--shard";

    private final LocalFunctions functions;

    public CommandLine(LocalFunctions functions) {
        this.functions = functions;
    }

    @Override
    public int run(String... arguments) {
        var words = List.of(arguments);
        var call = names().contains(words.getFirst()) ? call(words) : Optional.<FunctionCall>empty();
        if (call.isEmpty()) {
            LOG.log(
                    Level.ERROR,
                    "wanted one of {0} and the key of an object, then at most " + FORCE + " or " + SHARD
                            + " and its number, got: {1}",
                    String.join(", ", names()),
                    String.join(" ", words));
            return USAGE;
        }
        return call(words.getFirst(), call.get());
    }

    private static Optional<FunctionCall> call(List<String> words) {
        var options = words.subList(Math.min(2, words.size()), words.size());
        boolean forced = options.equals(List.of(FORCE));
        boolean sharded = options.size() == 2
                && options.getFirst().equals(SHARD)
                && options.getLast().matches("\\d{1,9}");
        if (words.size() < 2 || !(options.isEmpty() || forced || sharded)) {
            return Optional.empty();
        }
        var shard = sharded ? Integer.valueOf(options.getLast()) : null;
        return Optional.of(new FunctionCall(words.get(1), null, forced, false, shard));
    }

    private static List<String> names() {
        return FunctionTable.load().functions().stream().map(FunctionSpec::name).toList();
    }

    private int call(String function, FunctionCall call) {
        var key = call.key();
        try {
            var answer = functions.answer(function, call, Deadline.none());
            LOG.log(Level.INFO, "{0} of {1}: {2} {3}", function, key, answer.result(), answer.reason());
            return 0;
        } catch (PermanentException e) {
            LOG.log(Level.ERROR, "{0} of {1} is refused: {2}", function, key, e.getMessage());
            return REFUSED;
        } catch (RetriableException e) {
            LOG.log(Level.ERROR, "{0} of {1} is to be tried again: {2}", function, key, e.getMessage());
            return TRY_AGAIN;
        }
    }
}
