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

    private final LocalFunctions functions;

    public CommandLine(LocalFunctions functions) {
        this.functions = functions;
    }

    @Override
    public int run(String... arguments) {
        var words = List.of(arguments);
        boolean forced = words.size() == 3 && words.getLast().equals(FORCE);
        if (!names().contains(words.getFirst()) || !(words.size() == 2 || forced)) {
            LOG.log(
                    Level.ERROR,
                    "wanted one of {0} and the key of an object, got: {1}",
                    String.join(", ", names()),
                    String.join(" ", words));
            return USAGE;
        }
        return call(words.getFirst(), words.get(1), forced);
    }

    private static List<String> names() {
        return FunctionTable.load().functions().stream().map(FunctionSpec::name).toList();
    }

    private int call(String function, String key, boolean forced) {
        try {
            var answer = functions.answer(function, new FunctionCall(key, null, forced, null), Deadline.none());
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
