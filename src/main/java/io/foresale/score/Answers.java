package io.foresale.score;

import io.foresale.domain.Digest;
import io.foresale.domain.ObjectRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The answers that were asked for last. They stay true as long as model and table are the same, so whoever asks again need not
 * wait for the table.
 */
final class Answers<T> {

    private record About(ObjectRef table, Digest model, String user) {}

    private final Map<About, T> kept;

    /**
     * None yet.
     *
     * @param most that are kept; beyond, those not asked for longest are forgotten
     */
    Answers(int most) {
        kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<About, T> eldest) {
                return size() > most;
            }
        });
    }

    Optional<T> find(ObjectRef table, Digest model, String user) {
        return Optional.ofNullable(kept.get(new About(table, model, user)));
    }

    T keep(ObjectRef table, Digest model, String user, T answer) {
        kept.put(new About(table, model, user), answer);
        return answer;
    }
}
