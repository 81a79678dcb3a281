package io.foresale.bucket;

import io.foresale.domain.DatasetName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Problem;
import io.foresale.domain.RetriableException;
import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.State;
import io.foresale.port.ObjectStore;
import io.foresale.port.RunListener;
import io.foresale.port.Spending;
import io.foresale.port.TextModel.Usage;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Keeps the records of runs, so that who only uploads learns what happened and why. */
public final class Runs {

    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ObjectStore store;
    private final Manifests manifests;
    private final RunListener listener;
    private final InstantSource clock;

    public Runs(ObjectStore store, Manifests manifests, RunListener listener, InstantSource clock) {
        this.store = store;
        this.manifests = manifests;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Does some work under a record: running while it runs, succeeded with its answer, failed or skipped with its
     * exception, which goes on to the caller.
     */
    public <T> T record(DatasetName dataset, String function, List<ObjectRef> inputs, Function<Run, T> work) {
        var started = clock.instant();
        var id = ID_TIME.format(started) + "-" + function + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        var run = new Run(
                this,
                new RunRecord(
                        id,
                        dataset,
                        function,
                        State.RUNNING,
                        started,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        inputs,
                        List.of()));
        write(run.record());
        try {
            var answer = work.apply(run);
            run.end();
            return answer;
        } catch (PermanentException e) {
            run.end(e.kind() == PermanentException.Kind.STALE ? State.SKIPPED : State.FAILED, Optional.of(e.problem()));
            throw e;
        } catch (RetriableException e) {
            run.end(
                    State.FAILED,
                    Optional.of(new Problem(
                            function,
                            "the work to end",
                            String.valueOf(e.getMessage()),
                            "nothing: it is tried again")));
            throw e;
        } catch (RuntimeException | Error e) {
            run.end(
                    State.FAILED,
                    Optional.of(new Problem(
                            function,
                            "the work to end",
                            String.valueOf(e.getMessage()),
                            "look at the log and report it: this is a fault of Foresale")));
            throw e;
        }
    }

    /** The runs of a data set, the newest first. */
    public List<RunRecord> of(DatasetName dataset, int most) {
        try (var objects = store.list(Keys.runs(dataset))) {
            return objects.map(ObjectStore.ObjectInfo::key)
                    .sorted(Comparator.reverseOrder())
                    .limit(most)
                    .flatMap(key -> manifests.find(key, RunRecord.class).stream())
                    .map(Manifests.Stored::value)
                    .toList();
        }
    }

    /** The runs of a function, the oldest first. */
    public List<RunRecord> of(DatasetName dataset, String function) {
        try (var objects = store.list(Keys.runs(dataset))) {
            return objects.map(ObjectStore.ObjectInfo::key)
                    .filter(key -> function(key).equals(function))
                    .sorted()
                    .flatMap(key -> manifests.find(key, RunRecord.class).stream())
                    .map(Manifests.Stored::value)
                    .toList();
        }
    }

    /** What a function's runs on an object used of models since the last that succeeded, as their records say. */
    public Usage spent(DatasetName dataset, String function, ObjectRef object) {
        var runs = of(dataset, function).stream()
                .filter(run -> run.inputs().contains(object))
                .toList();
        int begun = 1 + runs.stream().map(RunRecord::state).toList().lastIndexOf(State.SUCCEEDED);
        return runs.subList(begun, runs.size()).stream()
                .map(run -> Spending.spent(run.counts()))
                .reduce(Usage.NONE, Usage::plus);
    }

    /** The newest run of each function, the newest first. */
    public List<RunRecord> latest(DatasetName dataset) {
        try (var objects = store.list(Keys.runs(dataset))) {
            var newest = new TreeMap<String, ObjectKey>();
            objects.map(ObjectStore.ObjectInfo::key).sorted().forEach(key -> newest.put(function(key), key));
            return newest.values().stream()
                    .sorted(Comparator.reverseOrder())
                    .flatMap(key -> manifests.find(key, RunRecord.class).stream())
                    .map(Manifests.Stored::value)
                    .toList();
        }
    }

    /** The function in the name of a record: what stands between the first and the last hyphen. */
    private static String function(ObjectKey run) {
        var name = run.fileName();
        return name.substring(name.indexOf('-') + 1, Math.max(name.indexOf('-') + 1, name.lastIndexOf('-')));
    }

    /** Marks what was running when the process ended; called once at the start of the only process that writes here. */
    public void closeInterrupted(DatasetName dataset) {
        of(dataset, Integer.MAX_VALUE).stream()
                .filter(r -> r.state() == State.RUNNING)
                .forEach(r -> {
                    var problem = new Problem(
                            r.function(), "the work to end", "the end of the process", "nothing: it is started again");
                    write(new RunRecord(
                            r.id(),
                            r.dataset(),
                            r.function(),
                            State.FAILED,
                            r.started(),
                            Optional.of(clock.instant()),
                            r.progress(),
                            r.counts(),
                            r.outcome(),
                            r.warnings(),
                            Optional.of(problem),
                            r.inputs(),
                            r.outputs()));
                });
    }

    Instant now() {
        return clock.instant();
    }

    void write(RunRecord record) {
        manifests.overwrite(Keys.run(record.dataset(), record.id()), record);
        listener.changed(record);
    }

    void announce(RunRecord record) {
        listener.changed(record);
    }
}
