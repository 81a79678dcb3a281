package io.foresale.trigger;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Problem;
import io.foresale.port.ObjectStore;
import io.foresale.trigger.ObjectEvent.Unreadable;
import io.foresale.trigger.ObjectEvent.Unrelated;
import io.foresale.trigger.ObjectEvent.Written;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Has the function called that an event's object starts, and says what became of the event. */
public final class Arrivals {

    private static final Logger LOG = System.getLogger(Arrivals.class.getName());

    private final FunctionTable table;
    private final ObjectStore store;
    private final Optional<String> bucket;
    private final Consumer<Delivery> calls;
    private final Misfits misfits;

    /**
     * Made once for a bucket.
     *
     * @param bucket the name that events must have; empty: any
     * @param calls calls the function and comes back when it has ended; its failures come through
     */
    public Arrivals(FunctionTable table, ObjectStore store, Optional<String> bucket, Consumer<Delivery> calls) {
        this(table, store, bucket, calls, new Misfits());
    }

    private Arrivals(
            FunctionTable table,
            ObjectStore store,
            Optional<String> bucket,
            Consumer<Delivery> calls,
            Misfits misfits) {
        this.table = table;
        this.store = store;
        this.bucket = bucket;
        this.calls = calls;
        this.misfits = misfits;
    }

    /** The same, which has functions called another way. */
    public Arrivals calling(Consumer<Delivery> otherwise) {
        return new Arrivals(table, store, bucket, otherwise, misfits);
    }

    /** What became of an event: in all cases the end of it. What may pass is thrown as retriable instead. */
    public sealed interface Outcome {

        /** The function was called and ended well; it may have found nothing to do. */
        record Called(Delivery delivery) implements Outcome {}

        /** There is nothing to do. */
        record Skipped(String reason) implements Outcome {}

        /** The same event would be refused again. */
        record Refused(String subject, Problem problem) implements Outcome {}

        /** All of it in one line. */
        default String sentence() {
            return switch (this) {
                case Called(var delivery) -> delivery.toString();
                case Skipped(var reason) -> reason;
                case Refused(var subject, var problem) -> subject + ": " + problem.sentence();
            };
        }
    }

    /**
     * Sees all events through to their ends, also behind one that fails; the first failure is then that of all, since whoever
     * sent them together sends them together again.
     */
    public List<Outcome> takeAll(List<ObjectEvent> events) {
        var outcomes = new ArrayList<Outcome>();
        var failures = new ArrayList<RuntimeException>();
        for (var event : events) {
            try {
                outcomes.add(take(event));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return outcomes;
    }

    /** Sees an event through to its end. */
    public Outcome take(ObjectEvent event) {
        var outcome =
                switch (event) {
                    case Unrelated(var what) -> new Outcome.Skipped(what + " starts no function");
                    case Unreadable(var problem) -> new Outcome.Refused("an event", problem);
                    case Written written -> take(written);
                };
        LOG.log(outcome instanceof Outcome.Refused ? Level.WARNING : Level.INFO, "{0}", outcome.sentence());
        return outcome;
    }

    private Outcome take(Written written) {
        var key = written.key();
        if (bucket.filter(name -> !name.equals(written.bucket())).isPresent()) {
            return new Outcome.Refused(key.value(), foreign(written.bucket()));
        }
        var function = table.startedBy(key);
        if (function.isEmpty() || misfits.key(key.value()).isEmpty()) {
            return new Outcome.Skipped(key + " starts no function here");
        }
        return current(key)
                .map(object -> call(new Delivery(function.get().name(), object)))
                .orElseGet(() -> new Outcome.Skipped(key + " is gone"));
    }

    /**
     * What is there now, whatever the event names: events come late, twice and in any order, and of two writes at the same time
     * to a bucket without versions S3 may send one event only.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html">Event notifications</a>
     */
    private Optional<ObjectRef> current(ObjectKey key) {
        return store.head(key).map(ObjectStore.ObjectInfo::ref);
    }

    private Outcome call(Delivery delivery) {
        try {
            calls.accept(delivery);
            return new Outcome.Called(delivery);
        } catch (PermanentException e) {
            return e.kind() == PermanentException.Kind.STALE
                    ? new Outcome.Skipped(e.getMessage())
                    : new Outcome.Refused(delivery.toString(), e.problem());
        }
    }

    private Problem foreign(String name) {
        return new Problem(
                "bucket of an event", bucket.orElse("any"), name, "let only Foresale's own bucket send events here");
    }
}
