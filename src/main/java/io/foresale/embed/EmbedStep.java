package io.foresale.embed;

import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Manifests.Stored;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.Digest;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.domain.StepResult;
import io.foresale.domain.VectorsManifest;
import io.foresale.port.Deadline;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModel.Usage;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.ObjectStore;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Embeds the texts of one clean part. Vectors are stored in chunks as soon as they are there, found again by the hash of
 * their text, and never made twice for a data set and model, also when the process is killed in between.
 */
public final class EmbedStep {

    /** Texts an object: little enough to lose to a crash, enough for an object. */
    private static final int CHUNK = 1_000;

    private final ObjectStore store;
    private final Manifests manifests;
    private final Staging staging;
    private final Runs runs;
    private final TableEngine engine;
    private final EmbeddingModels models;
    private final Budget budget;
    private final InstantSource clock;
    private final Deadline deadline;

    public EmbedStep(
            ObjectStore store,
            Manifests manifests,
            Staging staging,
            Runs runs,
            TableEngine engine,
            EmbeddingModels models,
            Budget budget,
            InstantSource clock) {
        this(store, manifests, staging, runs, engine, models, budget, clock, Deadline.none());
    }

    private EmbedStep(
            ObjectStore store,
            Manifests manifests,
            Staging staging,
            Runs runs,
            TableEngine engine,
            EmbeddingModels models,
            Budget budget,
            InstantSource clock,
            Deadline deadline) {
        this.store = store;
        this.manifests = manifests;
        this.staging = staging;
        this.runs = runs;
        this.engine = engine;
        this.models = models;
        this.budget = budget;
        this.clock = clock;
        this.deadline = deadline;
    }

    /** The same step, which leaves the rest of a part to the next call where the deadline is near. */
    public EmbedStep until(Deadline deadline) {
        return new EmbedStep(store, manifests, staging, runs, engine, models, budget, clock, deadline);
    }

    /** One clean part with the schema in force; {@code model} is empty where it has no text. */
    private record Part(ObjectRef ref, CleanManifest clean, Schema schema, String model) {

        ObjectKey manifest() {
            return Results.vectors(clean.dataset(), ref, model);
        }
    }

    /** The texts of a part in a table, and the objects that hold the vectors of those that are known. */
    private record Work(
            Part part, EmbeddingModel model, Session session, Map<ObjectKey, ObjectRef> known, Tally tally) {

        List<Text> unknown(long place) {
            return session.query(row -> new Text(row.text(0), row.text(1)), TextTable.UNKNOWN, place, place + CHUNK);
        }

        long texts() {
            return tally.result().get("texts");
        }
    }

    /**
     * Embeds what is not embedded yet. A text that the model refuses is counted and has no vector. Where the
     * budget is for dry runs, it is estimated only.
     *
     * @param cleanManifest of the part
     * @return the vectors' manifest; nothing to do where it was done before, or for a part of another schema than the one
     *     in force, in whose place a newer part comes
     * @throws io.foresale.domain.RetriableException as the model throws it, and where calls for some texts failed; what was
     *     embedded until then is kept, and the next call sees to the rest
     * @throws io.foresale.domain.PermanentException where the model is set up wrongly or the budget is used up; what was
     *     embedded until then is kept, too
     */
    public StepResult embed(ObjectRef cleanManifest) {
        return budget.dryRun() ? estimate(cleanManifest) : recorded(cleanManifest, this::embedded);
    }

    /** Says in a record how many tokens embedding would use and what it would cost; calls no model. */
    public StepResult estimate(ObjectRef cleanManifest) {
        return recorded(cleanManifest, this::estimated);
    }

    private StepResult recorded(ObjectRef cleanManifest, BiFunction<Part, Run, StepResult> work) {
        var found = part(cleanManifest);
        if (found.isEmpty()) {
            return StepResult.nothing(
                    cleanManifest.key()
                            + " is no part with this content and the schema in force any more; the one in its place has its own event");
        }
        var part = found.get();
        var manifest = part.manifest();
        if (manifests.exists(manifest)) {
            return StepResult.doneBefore(manifest);
        }
        return runs.record(part.clean().dataset(), "embed", List.of(cleanManifest), run -> work.apply(part, run));
    }

    private StepResult embedded(Part part, Run run) {
        var vectors = part.model().isEmpty() ? noText(part, run) : vectors(part, run);
        var published = manifests.publish(part.manifest(), vectors);
        run.output(published);
        return StepResult.written(published);
    }

    private Optional<Part> part(ObjectRef cleanManifest) {
        return manifests
                .find(cleanManifest.key(), CleanManifest.class)
                .filter(stored -> stored.ref().equals(cleanManifest))
                .map(Stored::value)
                .flatMap(clean -> schemaInForce(clean)
                        .map(schema -> new Part(cleanManifest, clean, schema, clean.embeddingModel(schema))));
    }

    private Optional<Schema> schemaInForce(CleanManifest clean) {
        return manifests
                .find(Keys.inferred(clean.dataset()), InferredSchema.class)
                .map(stored -> stored.value().schema())
                .filter(schema -> schema.digest().equals(clean.schemaDigest()));
    }

    private VectorsManifest noText(Part part, Run run) {
        return finish(part, 0, List.of(), new Tally("", 0, 0), Usage.NONE, run);
    }

    private VectorsManifest vectors(Part part, Run run) {
        try (var session = engine.open()) {
            var work = work(part, session);
            var spending = new Spending(budget);
            var slices = new Slices(
                    work.model(),
                    spending,
                    work.tally(),
                    deadline,
                    clock,
                    clock.instant().plus(budget.maxTime()));
            for (long place = 0; place < work.texts() && slices.ended().isEmpty(); place += CHUNK) {
                chunk(work, slices, work.unknown(place), run)
                        .ifPresent(ref -> work.known().put(ref.key(), ref));
            }
            run.count(work.tally().effort(spending.used()));
            slices.ended().or(work.tally()::unreached).ifPresent(failure -> {
                throw failure;
            });
            return finish(
                    part,
                    work.model().dimensions(),
                    List.copyOf(work.known().values()),
                    work.tally(),
                    spending.used(),
                    run);
        }
    }

    private Work work(Part part, Session session) {
        var model = models.model(part.model());
        var rows = staging.fetchAll(part.clean().rows(), session.directory());
        session.run(TextTable.create(part.schema().of(Role.TEXT), rows));
        var texts = count(session, "texts");
        var objects = known(part, model, session, texts);
        return new Work(part, model, session, objects, new Tally(model.id(), texts, count(session, "known")));
    }

    private StepResult estimated(Part part, Run run) {
        try (var session = engine.open()) {
            var usage = Usage.NONE;
            var outcome = "dry run: there is no text in this part";
            if (!part.model().isEmpty()) {
                var work = work(part, session);
                for (long place = 0; place < work.texts(); place += CHUNK) {
                    usage = usage.plus(work.model()
                            .estimate(
                                    work.unknown(place).stream().map(Text::text).toList()));
                }
                outcome = work.tally().estimated(usage);
            }
            run.count(Map.of("estimatedTokens", usage.tokens(), "estimatedCost", usage.money()));
            run.skip(outcome);
            return StepResult.nothing(outcome);
        }
    }

    /** Fills the table {@code known}; the answer is the objects that hold the vectors of what is in it. */
    private Map<ObjectKey, ObjectRef> known(Part part, EmbeddingModel model, Session session, long texts) {
        var objects = new TreeMap<ObjectKey, ObjectRef>();
        session.run("CREATE TABLE known (hash VARCHAR)");
        for (var ref : texts == 0 ? List.<ObjectRef>of() : chunks(part, model)) {
            var file = staging.fetch(ref, session.directory());
            if (session.run(TextTable.addKnown(file)) > 0) {
                objects.put(ref.key(), ref);
            }
            discard(file);
        }
        return objects;
    }

    private List<ObjectRef> chunks(Part part, EmbeddingModel model) {
        try (var objects = store.list(chunkPrefix(part, model))) {
            return objects.map(ObjectStore.ObjectInfo::ref).toList();
        }
    }

    private static String chunkPrefix(Part part, EmbeddingModel model) {
        return Keys.vectorChunks(part.clean().dataset(), model.id(), model.dimensions());
    }

    /** The object with the vectors of these texts; empty where none of them has one. */
    private Optional<ObjectRef> chunk(Work work, Slices slices, List<Text> texts, Run run) {
        var rows = slices.rows(texts, () -> run.progress(work.tally().done(), work.texts(), "texts"));
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var hashes = rows.stream().map(row -> row[0]).toArray();
        var session = work.session();
        var file = session.directory().resolve("chunk.parquet");
        session.run(TextTable.createChunk(work.model().dimensions()));
        session.append("chunk", rows);
        session.run(TextTable.writeChunk(file));
        var key = new ObjectKey(chunkPrefix(work.part(), work.model()) + Digest.of(hashes) + ".parquet");
        var stored = staging.create(file, key);
        discard(file);
        return Optional.of(stored);
    }

    private static VectorsManifest finish(
            Part part, int dimensions, List<ObjectRef> objects, Tally tally, Usage used, Run run) {
        run.count(tally.effort(used));
        run.outcome(tally.outcome());
        tally.warning().ifPresent(run::warn);
        return new VectorsManifest(
                part.clean().dataset(), part.ref(), part.model(), dimensions, objects, tally.result());
    }

    private static long count(Session session, String table) {
        return session.query(row -> row.whole(0), "SELECT count(*) FROM " + table)
                .getFirst();
    }

    private static void discard(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
