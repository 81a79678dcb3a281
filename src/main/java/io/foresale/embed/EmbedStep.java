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
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModel.Outcome;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.ObjectStore;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Embeds the texts of one clean part. Vectors are stored in chunks as soon as they are there, found again by the hash of
 * their text, and never made twice for a data set and model, also when the process is killed in between.
 */
public final class EmbedStep {

    /** Texts an object: little enough to lose to a crash, enough for an object. */
    private static final int CHUNK = 1_000;

    /** Texts given to the model at once: progress shows in between. */
    private static final int SLICE = 100;

    private final ObjectStore store;
    private final Manifests manifests;
    private final Staging staging;
    private final Runs runs;
    private final TableEngine engine;
    private final EmbeddingModels models;

    public EmbedStep(
            ObjectStore store,
            Manifests manifests,
            Staging staging,
            Runs runs,
            TableEngine engine,
            EmbeddingModels models) {
        this.store = store;
        this.manifests = manifests;
        this.staging = staging;
        this.runs = runs;
        this.engine = engine;
        this.models = models;
    }

    /** One clean part with the schema in force; {@code model} is empty where it has no text. */
    private record Part(ObjectRef ref, CleanManifest clean, Schema schema, String model) {}

    /** A text and its name. */
    private record Text(String hash, String text) {}

    /**
     * Embeds what is not embedded yet. A text that the model refuses is counted and has no vector.
     *
     * @param cleanManifest of the part
     * @return the vectors' manifest; nothing to do where it was done before, or for a part of another schema than the one
     *     in force, in whose place a newer part comes
     * @throws io.foresale.domain.RetriableException as the model throws it; what was embedded until then is kept
     */
    public StepResult embed(ObjectRef cleanManifest) {
        var found = part(cleanManifest);
        if (found.isEmpty()) {
            return StepResult.nothing(
                    cleanManifest.key()
                            + " is no part with this content and the schema in force any more; the one in its place has its own event");
        }
        var part = found.get();
        var dataset = part.clean().dataset();
        var manifest = Results.vectors(dataset, cleanManifest, part.model());
        if (manifests.exists(manifest)) {
            return StepResult.doneBefore(manifest);
        }
        return StepResult.written(runs.record(dataset, "embed", List.of(cleanManifest), run -> {
            var published =
                    manifests.publish(manifest, part.model().isEmpty() ? noText(part, run) : vectors(part, run));
            run.output(published);
            return published;
        }));
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
        return finish(part, 0, List.of(), new Tally("", 0, 0), run);
    }

    private VectorsManifest vectors(Part part, Run run) {
        var model = models.model(part.model());
        try (var session = engine.open()) {
            var rows = staging.fetchAll(part.clean().rows(), session.directory());
            session.run(TextTable.create(part.schema().of(Role.TEXT), rows));
            var texts = count(session, "texts");
            var objects = known(part, model, session, texts);
            var tally = new Tally(model.id(), texts, count(session, "known"));
            for (long place = 0; place < texts; place += CHUNK) {
                var unknown = session.query(
                        row -> new Text(row.text(0), row.text(1)), TextTable.UNKNOWN, place, place + CHUNK);
                chunk(part, model, session, unknown, tally, run).ifPresent(ref -> objects.put(ref.key(), ref));
            }
            return finish(part, model.dimensions(), List.copyOf(objects.values()), tally, run);
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
    private Optional<ObjectRef> chunk(
            Part part, EmbeddingModel model, Session session, List<Text> texts, Tally tally, Run run) {
        var rows = new ArrayList<Object[]>();
        for (int from = 0; from < texts.size(); from += SLICE) {
            var slice = texts.subList(from, Math.min(from + SLICE, texts.size()));
            rows.addAll(slice(model, slice, tally));
            run.progress(tally.done(), tally.result().get("texts"), "texts");
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var hashes = rows.stream().map(row -> row[0]).toArray();
        var file = session.directory().resolve("chunk.parquet");
        session.run(TextTable.createChunk(model.dimensions()));
        session.append("chunk", rows);
        session.run(TextTable.writeChunk(file));
        var key = new ObjectKey(chunkPrefix(part, model) + Digest.of(hashes) + ".parquet");
        var stored = staging.create(file, key);
        discard(file);
        return Optional.of(stored);
    }

    /** Rows of hash and vector. */
    private static List<Object[]> slice(EmbeddingModel model, List<Text> texts, Tally tally) {
        var outcomes = model.embed(texts.stream().map(Text::text).toList());
        var rows = new ArrayList<Object[]>();
        for (int i = 0; i < texts.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Embedded embedded -> {
                    rows.add(new Object[] {texts.get(i).hash(), embedded.vector()});
                    tally.embedded();
                }
                case Outcome.Failed failed -> tally.failed(failed.reason());
            }
        }
        return rows;
    }

    private static VectorsManifest finish(Part part, int dimensions, List<ObjectRef> objects, Tally tally, Run run) {
        run.count(tally.effort());
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
