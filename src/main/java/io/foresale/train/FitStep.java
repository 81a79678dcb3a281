package io.foresale.train;

import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Models;
import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.Digest;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Provenance;
import io.foresale.domain.Role;
import io.foresale.model.ModelBundle;
import io.foresale.port.Documents;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.FeatureReader;
import io.foresale.table.FeatureRows;
import io.foresale.table.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Trains a model on a feature table, compares it with the one that answers, and publishes it. */
public final class FitStep {

    private final Manifests manifests;
    private final Models models;
    private final Staging staging;
    private final TableEngine engine;
    private final Documents documents;
    private final Training training;
    private final Settings settings;
    private final InstantSource clock;

    /**
     * What a training may take, and what holds where the data set's configuration does not say.
     *
     * @param maxRows labelled rows
     * @param maxBytes of the rows as floats
     * @param maxTime of one training
     * @param learner as the provenance names it
     * @param codeVersion of Foresale
     */
    public record Settings(
            int maxRows, long maxBytes, Duration maxTime, int folds, long seed, String learner, String codeVersion) {}

    /** A feature table and the version that is trained on it. */
    record Job(ModelName model, Digest version, ObjectRef features, FeaturesManifest table, DatasetConfig config) {
        ObjectKey manifest() {
            return Keys.model(model, version);
        }
    }

    /** The labelled rows and what was learned from them. */
    private record Result(FeatureRows rows, boolean[] labels, long seed, Training.Trained trained) {

        /** The probabilities of the rows by models that had not seen them. */
        double[] heldOut() {
            return trained.heldOut().getOrDefault(View.FUSED, trained.heldOut().get(View.BEHAVIOUR));
        }
    }

    public FitStep(
            Manifests manifests,
            Models models,
            Staging staging,
            TableEngine engine,
            Documents documents,
            Training training,
            Settings settings,
            InstantSource clock) {
        this.manifests = manifests;
        this.models = models;
        this.staging = staging;
        this.engine = engine;
        this.documents = documents;
        this.training = training;
        this.settings = settings;
        this.clock = clock;
    }

    ObjectRef publish(Job job, Optional<CurrentModel> current, Run run) {
        try (var session = engine.open()) {
            var result = fit(job, labelled(job, session), run);
            var promotion = current.map(c -> compare(job, result, c, session)).orElseGet(Promotion::first);
            report(result, promotion, run);
            var objects = objects(job, result, session);
            var replaces = current.map(CurrentModel::version);
            var manifest = new ModelManifest(
                    job.model(),
                    job.version(),
                    job.table().dataset(),
                    job.features(),
                    objects,
                    promotion.promoted(),
                    replaces,
                    promotion.sentence());
            var published = manifests.publish(job.manifest(), manifest);
            models.promote(manifest, published);
            run.output(published);
            return published;
        }
    }

    private FeatureRows labelled(Job job, Session session) {
        var counts = job.table().counts();
        long labelled = counts.get("positives") + counts.get("negatives");
        requireAtMost("labelled rows", labelled, settings.maxRows(), "max-rows");
        var table = Sql.parquet(staging.fetchAll(job.table().rows(), session.directory()));
        long width = job.table().schema().of(Role.TEXT).size() * (long) dimensions(job, session, table)
                + job.table().schema().features().size();
        requireAtMost("bytes of the labelled rows", labelled * width * Float.BYTES, settings.maxBytes(), "max-bytes");
        var all = new ArrayList<FeatureRows>();
        var reader = new FeatureReader(job.table().schema());
        reader.read(session, table, reader.labelled(), Integer.MAX_VALUE, all::add);
        return all.isEmpty() ? FeatureRows.none() : all.getFirst();
    }

    private static int dimensions(Job job, Session session, String table) {
        return job.table().schema().of(Role.TEXT).stream()
                .map(c -> "SELECT len(%1$s) FROM %2$s WHERE %1$s IS NOT NULL LIMIT 1"
                        .formatted(Sql.name(c.name()), table))
                .flatMap(sql -> session.query(row -> (int) row.whole(0), sql).stream())
                .findFirst()
                .orElse(0);
    }

    private static void requireAtMost(String what, long came, long most, String setting) {
        if (came > most) {
            throw PermanentException.tooLarge(
                    what,
                    "at most %,d".formatted(most),
                    "%,d".formatted(came),
                    "train on a sample, or raise foresale.train." + setting);
        }
    }

    private Result fit(Job job, FeatureRows rows, Run run) {
        var labels = new boolean[rows.count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.labels()[i] > 0;
        }
        // Each fold holds an example of each class; fewer examples than that are refused.
        int folds = Math.clamp(job.config().folds().orElse(settings.folds()), 2, Training.FEWEST);
        long seed = job.config().seed().orElse(settings.seed());
        int fits = Training.fits(rows.examples(), folds);
        var deadline = clock.instant().plus(settings.maxTime());
        run.progress(0, fits, "fits");
        var trained =
                training.train(rows.examples(), labels, rows.copies(), new Training.Options(folds, seed), done -> {
                    requireTime(deadline);
                    run.progress(done, fits, "fits");
                });
        return new Result(rows, labels, seed, trained);
    }

    private void requireTime(Instant deadline) {
        if (clock.instant().isAfter(deadline)) {
            throw PermanentException.tooLarge(
                    "training",
                    "an end within " + settings.maxTime(),
                    "more to do",
                    "train on a sample, or raise foresale.train.max-time");
        }
    }

    /** Each row is predicted, for either model, by a fit that had not seen it: that is what held-out probabilities are kept for. */
    private Promotion compare(Job job, Result result, CurrentModel current, Session session) {
        var version = models.manifest(current.manifest().key());
        var provenance = models.part(version, "provenance", Provenance.class);
        var champion = models.part(version, "weights", ModelBundle.class).full();
        var remembered = HeldOut.read(session, staging.fetch(version.object("heldout"), session.directory()));
        var bound = champion.preprocessing().bind(result.rows().examples());
        var probabilities = new double[result.labels().length];
        for (int i = 0; i < probabilities.length; i++) {
            var known = remembered.get(result.rows().hashes().get(i));
            probabilities[i] = known != null ? known : champion.model().probability(bound.encode(i));
        }
        boolean alike = provenance.configDigest().equals(job.table().configDigest());
        return Promotion.compare(result.labels(), result.heldOut(), probabilities, alike, result.seed());
    }

    private static void report(Result result, Promotion promotion, Run run) {
        var metrics = result.trained().evaluation().main();
        run.count("rows", metrics.rows());
        run.count("positives", metrics.positives());
        run.count("rocAuc", metrics.rocAuc());
        run.count("prAuc", metrics.prAuc());
        run.count("logLoss", metrics.logLoss());
        run.count("brier", metrics.brier());
        run.count(promotion.measures());
        run.outcome(promotion.sentence());
    }

    private Map<String, ObjectRef> objects(Job job, Result result, Session session) {
        var trained = result.trained();
        var objects = new TreeMap<String, ObjectRef>();
        objects.put(
                "weights", document(job, "weights", new ModelBundle(trained.model(), trained.behaviour()), session));
        objects.put("schema", document(job, "schema", job.table().schema(), session));
        objects.put("metrics", document(job, "metrics", trained.evaluation(), session));
        objects.put("provenance", document(job, "provenance", provenance(job, result), session));
        var heldOut = HeldOut.write(session, result.rows().hashes(), result.heldOut());
        objects.put("heldout", staging.publish(heldOut, job.manifest(), "heldout"));
        return objects;
    }

    private ObjectRef document(Job job, String name, Object value, Session session) {
        try {
            var file = Files.write(session.directory().resolve(name + ".json"), documents.write(value));
            return staging.publish(file, job.manifest(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Provenance provenance(Job job, Result result) {
        var metrics = result.trained().evaluation().main();
        return new Provenance(
                job.table().dataset(),
                job.table().sources(),
                job.features(),
                job.table().configDigest(),
                job.table().schema().embeddingModel(),
                settings.learner(),
                result.trained().parameters(),
                result.seed(),
                job.config().horizonDays(),
                settings.codeVersion(),
                Map.of(
                        "rows", metrics.rows(),
                        "positives", metrics.positives(),
                        "negatives", metrics.rows() - metrics.positives()));
    }
}
