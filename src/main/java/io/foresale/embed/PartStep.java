package io.foresale.embed;

import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Manifests.Stored;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.Column;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.domain.StepResult;
import io.foresale.domain.Unanswered;
import io.foresale.domain.VectorsManifest;
import io.foresale.events.EventColumns;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.IntentModels;
import java.util.List;
import java.util.Optional;

/** Finds the clean parts that are to be embedded, and publishes what they came to. */
final class PartStep {

    private final Manifests manifests;
    private final EmbeddingModels models;
    private final IntentModels judges;

    PartStep(Manifests manifests, EmbeddingModels models, IntentModels judges) {
        this.manifests = manifests;
        this.models = models;
        this.judges = judges;
    }

    /**
     * One clean part with the schema in force.
     *
     * @param model is empty where it has no text
     * @param done what an earlier call came to, where texts without an answer are asked about again
     * @param force whether with the same settings, too
     */
    record Part(
            ObjectRef ref,
            CleanManifest clean,
            Schema schema,
            String model,
            Optional<String> judge,
            Optional<Stored<VectorsManifest>> done,
            boolean force) {

        static Part of(ObjectRef ref, CleanManifest clean, Schema schema) {
            return new Part(
                    ref,
                    clean,
                    schema,
                    clean.embeddingModel(schema),
                    clean.intentModel(schema),
                    Optional.empty(),
                    false);
        }

        Part again(Optional<Stored<VectorsManifest>> before, boolean force) {
            return new Part(ref, clean, schema, model, judge, before, force);
        }

        ObjectKey manifest() {
            return Results.vectors(clean.dataset(), ref, model, judge);
        }

        /** The columns that are judged: of a log what shoppers wrote themselves. */
        List<Column> judged() {
            return schema.of(Role.TEXT).stream()
                    .filter(column -> clean.events().isEmpty() || EventColumns.WORDS.contains(column.name()))
                    .toList();
        }
    }

    /** Empty where there is no such content any more, or another schema is in force. */
    Optional<Part> find(ObjectRef cleanManifest) {
        return manifests
                .find(cleanManifest.key(), CleanManifest.class)
                .filter(stored -> stored.ref().equals(cleanManifest))
                .map(Stored::value)
                .flatMap(clean -> schemaInForce(clean).map(schema -> Part.of(cleanManifest, clean, schema)));
    }

    private Optional<Schema> schemaInForce(CleanManifest clean) {
        return manifests
                .find(Keys.inferred(clean.dataset()), InferredSchema.class)
                .map(stored -> stored.value().schema())
                .filter(schema -> schema.digest().equals(clean.schemaDigest()));
    }

    /**
     * Whether texts without an answer are to be asked about again.
     *
     * @param force with the same settings, too
     */
    boolean isWorthAnother(Part part, VectorsManifest done, boolean force) {
        return done.failed() > 0
                && (force
                        || manifests
                                .find(unanswered(part), Unanswered.class)
                                .filter(asked -> !asked.value().equals(settings(part)))
                                .isPresent());
    }

    private static ObjectKey unanswered(Part part) {
        return part.manifest().sibling("unanswered.json");
    }

    private Unanswered settings(Part part) {
        var vectors = models.model(part.model()).settings();
        return new Unanswered(part.judge()
                .map(judge -> vectors + "; " + judges.model(judge).settings())
                .orElse(vectors));
    }

    /** Publishes what a call came to, in the place of what an earlier one did where there is more of it. */
    StepResult published(Part part, VectorsManifest vectors, Run run) {
        if (part.done().isPresent()) {
            return again(part, part.done().get(), vectors, run);
        }
        if (vectors.failed() > 0) {
            // First, as who finds the manifest looks for it.
            manifests.overwrite(unanswered(part), settings(part));
        }
        return output(manifests.publish(part.manifest(), vectors), run);
    }

    /** The settings come last: until they are there, the next call asks again. */
    private StepResult again(Part part, Stored<VectorsManifest> before, VectorsManifest vectors, Run run) {
        // The same result as before is not to start what follows from a new one.
        var result = before.value().failed() == vectors.failed()
                ? StepResult.nothing("no other text has an answer than before: " + part.manifest())
                : output(manifests.replace(before.ref(), vectors), run);
        if (vectors.failed() > 0) {
            manifests.overwrite(unanswered(part), settings(part));
        }
        return result;
    }

    private static StepResult output(ObjectRef published, Run run) {
        run.output(published);
        return StepResult.written(published);
    }
}
