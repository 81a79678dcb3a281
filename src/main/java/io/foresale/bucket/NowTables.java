package io.foresale.bucket;

import io.foresale.domain.CurrentFeatures;
import io.foresale.domain.DatasetName;
import io.foresale.domain.EventTable;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.port.Documents;
import io.foresale.port.ObjectStore;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the shoppers of a log as of now, on local disk: staged shard by shard when it is first asked for, replaced
 * when the pointer moves. Questions to one table wait for each other, as a session answers one at a time.
 */
public final class NowTables {

    private final ObjectStore store;
    private final Documents documents;
    private final Manifests manifests;
    private final Staging staging;
    private final TableEngine engine;
    private final Duration refresh;
    private final InstantSource clock;
    private final Map<Name, Table> tables = new ConcurrentHashMap<>();

    /**
     * Nothing is staged yet.
     *
     * @param refresh how long a pointer is believed before the bucket is asked again
     */
    public NowTables(
            ObjectStore store,
            Documents documents,
            Manifests manifests,
            Staging staging,
            TableEngine engine,
            Duration refresh,
            InstantSource clock) {
        this.store = store;
        this.documents = documents;
        this.manifests = manifests;
        this.staging = staging;
        this.engine = engine;
        this.refresh = refresh;
        this.clock = clock;
    }

    private record Name(DatasetName dataset, Question question) {}

    /** A feature table with a session of its own. */
    public final class Now {

        private final ObjectRef ref;
        private final FeaturesManifest manifest;
        private final EventTable events;
        private final Session session;
        private final Map<Class<?>, Object> prepared = new HashMap<>();

        private Now(ObjectRef ref, FeaturesManifest manifest) {
            this.ref = ref;
            this.manifest = manifest;
            this.events = manifest.events().orElseThrow();
            this.session = engine.openForRequests();
        }

        public ObjectRef ref() {
            return ref;
        }

        public FeaturesManifest manifest() {
            return manifest;
        }

        public EventTable events() {
            return events;
        }

        /** Whatever was made in it is there again at the next question. */
        public Session session() {
            return session;
        }

        /** A local copy of one of its objects. */
        public Path file(ObjectRef object) {
            return staging.fetch(object, session.directory());
        }

        /** A local copy of a state; empty where the table has none of this name. */
        public Optional<Path> state(String name) {
            return Optional.ofNullable(events.state().get(name)).map(this::file);
        }

        /** What is made once for this table, and stays. */
        public <T> T once(Class<T> type, Supplier<T> make) {
            var made = Optional.ofNullable(prepared.get(type)).orElseGet(make);
            prepared.put(type, made);
            return type.cast(made);
        }
    }

    /** The pointer of one name and what it led to. */
    private final class Table {

        private final CachedDocument<CurrentFeatures> pointer;
        private @Nullable Now now;

        Table(Name name) {
            this.pointer = new CachedDocument<>(
                    Keys.currentFeatures(name.dataset(), name.question()),
                    CurrentFeatures.class,
                    store,
                    documents,
                    refresh,
                    clock);
        }

        synchronized <T> T ask(ObjectRef current, Function<Now, T> question) {
            var held = now;
            if (held == null || !held.ref.equals(current)) {
                var next = new Now(current, manifests.require(current.key(), FeaturesManifest.class));
                now = next;
                if (held != null) {
                    held.session.close();
                }
                return question.apply(next);
            }
            return question.apply(held);
        }
    }

    /**
     * The table that speaks of the present.
     *
     * @throws PermanentException where the data set has none for this question
     */
    public ObjectRef current(DatasetName dataset, Question question) {
        var name = new Name(dataset, question);
        var table = Optional.ofNullable(tables.get(name)).orElseGet(() -> new Table(name));
        var current = table.pointer.get().orElseThrow(() -> unknown(dataset, question));
        // Kept only now: names come from callers.
        tables.putIfAbsent(name, table);
        return current.manifest();
    }

    /**
     * Asks the table that speaks of the present.
     *
     * @throws PermanentException where the data set has none for this question
     */
    public <T> T ask(DatasetName dataset, Question question, Function<Now, T> asker) {
        var current = current(dataset, question);
        return Objects.requireNonNull(tables.get(new Name(dataset, question))).ask(current, asker);
    }

    private static PermanentException unknown(DatasetName dataset, Question question) {
        return PermanentException.notFound(
                "data set '" + dataset + "'",
                "a log of events that '" + question.word() + "' was asked of",
                "none",
                "upload a log to raw/" + dataset + "/ and look at /datasets/" + dataset + "/runs");
    }
}
