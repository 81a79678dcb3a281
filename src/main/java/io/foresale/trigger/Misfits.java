package io.foresale.trigger;

import io.foresale.domain.DatasetName;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells files that can be objects from those that cannot, and says once of each of these what to do about it. */
final class Misfits {

    private static final Logger LOG = System.getLogger(Misfits.class.getName());

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** The key of what is called so in the bucket, if it has one and lies where a function can use it. */
    Optional<ObjectKey> key(String name) {
        try {
            var key = new ObjectKey(name);
            switch (key.segment(0)) {
                case "raw" -> new DatasetName(folder(key, "data set"));
                case "score-requests" -> new ModelName(folder(key, "model"));
                case "datasets" -> new DatasetName(key.fileName().replaceFirst("(\\.inferred)?\\.json$", ""));
                default -> {}
            }
            return Optional.of(key);
        } catch (PermanentException e) {
            say(name, "it is left alone: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String folder(ObjectKey key, String owner) {
        if (key.segment(2).isEmpty()) {
            throw PermanentException.invalid(
                    Quoted.of(key.value()),
                    "the folder of a " + owner,
                    "a file directly under " + key.segment(0) + "/",
                    "move it to " + key.segment(0) + "/<" + owner + ">/");
        }
        return key.segment(1);
    }

    /** Says it of this file, unless the same was said before: of this or of another one in the same folder. */
    void say(String name, String sentence) {
        if (said.add(sentence)) {
            LOG.log(Level.WARNING, "{0}: {1}", Quoted.of(name), sentence);
        }
    }
}
