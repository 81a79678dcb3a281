package io.foresale.score;

import io.foresale.domain.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Requests that wait for one session: hundreds of visits take little longer than one, so all that wait go at once. */
final class VisitQueue {

    private final Queue<AskedVisits> waiting = new ConcurrentLinkedQueue<>();
    private final int most;

    /**
     * Nobody waits.
     *
     * @param most visits at once; a single request may have more
     */
    VisitQueue(int most) {
        this.most = most;
    }

    AskedVisits add(Schema schema, List<SentVisit> visits, TextReader.Read searches) {
        var asked = new AskedVisits(schema, visits, searches);
        waiting.add(asked);
        return asked;
    }

    void remove(AskedVisits asked) {
        waiting.remove(asked);
    }

    /** Answers a request and those that wait with it, unless it was answered with another one. To be called one at a time. */
    void answer(AskedVisits asked, Consumer<List<AskedVisits>> computation) {
        if (asked.isAnswered()) {
            return;
        }
        waiting.remove(asked);
        var together = new ArrayList<>(List.of(asked));
        int visits = asked.visits().size();
        for (var next = waiting.peek(); next != null && visits + next.visits().size() <= most; next = waiting.peek()) {
            if (waiting.remove(next)) {
                together.add(next);
                visits += next.visits().size();
            }
        }
        computation.accept(together);
    }
}
