package io.foresale.train;

import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Models;
import io.foresale.bucket.Run;
import io.foresale.bucket.Staging;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.Digest;
import io.foresale.domain.EventTable;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Provenance;
import io.foresale.model.ModelBundle;
import io.foresale.port.Documents;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.FeatureRows;
import io.foresale.table.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

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
     * @param elsewhere what trains more, of which {@code {key}} stands for the key of the feature table's manifest
     */
    public record Settings(
            int maxRows,
            long maxBytes,
            Duration maxTime,
            int folds,
            long seed,
            String learner,
            String codeVersion,
            Optional<String> elsewhere) {

        /** What to do about a training that is over a limit. */
        String remedy(String limit, ObjectKey features) {
            return "train on a sample, or raise foresale.train." + limit
                    + elsewhere
                            .map(words -> ", or " + words.replace("{key}", features.value()))
                            .orElse("");
        }
    }

    /** A feature table and the version that is trained on it. */
    record Job(ModelName model, Digest version, ObjectRef features, FeaturesManifest table, DatasetConfig config) {
        ObjectKey manifest() {
            return Keys.model(model, version);
        }
    }

    /** The labelled rows and what was learned from them. */
    private record Result(
            FeatureRows rows,
            boolean[] labels,
            Design design,
            long seed,
            List<LeakDetector.Leak> allowed,
            Training.Trained trained) {

        /** The rows that some fold held out. */
        int[] heldOut() {
            return design.folds().heldOut();
        }

        /** The probabilities of some rows by models that had not seen them. */
        double[] probabilities(int[] of) {
            var all =
                    trained.heldOut().getOrDefault(View.FUSED, trained.heldOut().get(View.BEHAVIOUR));
            return IntStream.of(of).mapToDouble(row -> all[row]).toArray();
        }

        List<String> hashes(int[] of) {
            return IntStream.of(of).mapToObj(rows.hashes()::get).toList();
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
            var result = fit(job, labelled(job, session, run), run);
            var promotion = current.map(c -> compare(job, result, c, session)).orElseGet(Promotion::first);
            report(result, promotion, run);
            run.outcome((job.table().events().isPresent() ? job.model() + ": " : "") + promotion.sentence());
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

    private FeatureRows labelled(Job job, Session session, Run run) {
        var relation = Sql.parquet(staging.fetchAll(job.table().rows(), session.directory()));
        var read = new LabelledRows(job, settings, training.mostNumbers(), seed(job)).read(session, relation);
        read.sampled().ifPresent(run::warn);
        return read.rows();
    }

    private Result fit(Job job, FeatureRows rows, Run run) {
        var labels = new boolean[rows.count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.labels()[i] > 0;
        }
        // Each fold holds an example of each class; fewer examples than that are refused.
        int folds = Math.clamp(job.config().folds().orElse(settings.folds()), 2, Training.FEWEST);
        var options = new Training.Options(folds, seed(job));
        var design = job.table()
                .events()
                .map(events -> Design.ofEvents(rows, labels, events, options))
                .orElseGet(() -> Design.ofTable(labels, rows.copies(), options));
        var allowed = new LeakDetector(labels, design.groups(), options.seed())
                .check(rows.examples(), job.config().allowLeaks());
        if (!allowed.isEmpty()) {
            run.warn("allowed, although alone they tell who bought: " + LeakDetector.sentence(allowed));
        }
        int fits = Training.fits(rows.examples(), design.folds().count());
        var deadline = clock.instant().plus(settings.maxTime());
        run.progress(0, fits, "fits");
        var trained = training.train(rows.examples(), labels, design, options.seed(), done -> {
            requireTime(deadline, job);
            run.progress(done, fits, "fits");
        });
        return new Result(rows, labels, design, options.seed(), allowed, trained);
    }

    private long seed(Job job) {
        return job.config().seed().orElse(settings.seed());
    }

    private void requireTime(Instant deadline, Job job) {
        if (clock.instant().isAfter(deadline)) {
            throw PermanentException.tooLarge(
                    "training",
                    "an end within " + settings.maxTime(),
                    "more to do",
                    settings.remedy("max-time", job.features().key()));
        }
    }

    /**
     * Each row is predicted, for either model, by a fit that had not seen it: that is what held-out probabilities are kept
     * for. The current model itself answers for rows that it cannot have learned from; what else there is, is left out.
     */
    private Promotion compare(Job job, Result result, CurrentModel current, Session session) {
        var version = models.manifest(current.manifest().key());
        var provenance = models.part(version, "provenance", Provenance.class);
        var champion = models.part(version, "weights", ModelBundle.class).full();
        var remembered = HeldOut.read(session, staging.fetch(version.object("heldout"), session.directory()));
        var hashes = result.rows().hashes();
        var rows = IntStream.of(result.heldOut())
                .filter(row -> remembered.containsKey(hashes.get(row)) || unseen(provenance, result.rows(), row))
                .toArray();
        var bound = champion.preprocessing().bind(result.rows().examples());
        var probabilities = IntStream.of(rows)
                .mapToDouble(row -> {
                    var known = remembered.get(hashes.get(row));
                    return known != null ? known : champion.model().probability(bound.encode(row));
                })
                .toArray();
        var comparable = new Promotion.Comparable(
                ModelFit.select(result.labels(), rows),
                result.probabilities(rows),
                probabilities,
                result.design().drawing().of(rows),
                result.design().groups().units(rows),
                result.heldOut().length);
        boolean alike = provenance.configDigest().equals(job.table().configDigest());
        return Promotion.compare(comparable, alike, result.seed());
    }

    /**
     * Every row of a table that a model learned from is remembered; of a log, a model also learns from rows that no fold held
     * out, all of whose labels were known by then.
     */
    private static boolean unseen(Provenance champion, FeatureRows rows, int row) {
        return champion.log()
                .map(log -> !rows.cutoffs().get(row).isBefore(log.learnedUntil()))
                .orElse(true);
    }

    private static void report(Result result, Promotion promotion, Run run) {
        var metrics = result.trained().evaluation().main();
        run.count("rows", metrics.rows());
        run.count("positives", metrics.positives());
        run.count("learnedRows", result.labels().length);
        run.count("rocAuc", metrics.rocAuc());
        run.count("prAuc", metrics.prAuc());
        run.count("logLoss", metrics.logLoss());
        run.count("brier", metrics.brier());
        run.count(promotion.measures());
    }

    private Map<String, ObjectRef> objects(Job job, Result result, Session session) {
        var trained = result.trained();
        var objects = new TreeMap<String, ObjectRef>();
        objects.put(
                "weights", document(job, "weights", new ModelBundle(trained.model(), trained.behaviour()), session));
        objects.put("schema", document(job, "schema", job.table().schema(), session));
        objects.put("metrics", document(job, "metrics", trained.evaluation(), session));
        objects.put("provenance", document(job, "provenance", provenance(job, result), session));
        var rows = result.heldOut();
        var heldOut = HeldOut.write(session, result.hashes(rows), result.probabilities(rows));
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
        long positives = count(result.labels(), true);
        return new Provenance(
                job.table().dataset(),
                job.table().sources(),
                job.features(),
                job.table().configDigest(),
                job.table().schema().embeddingModel(),
                job.table().schema().intentModel(),
                settings.learner(),
                result.trained().parameters(),
                result.seed(),
                job.table().events().map(EventTable::horizonDays).or(() -> job.config()
                        .horizonDays()),
                settings.codeVersion(),
                Map.of(
                        "rows",
                        (long) result.labels().length,
                        "positives",
                        positives,
                        "negatives",
                        result.labels().length - positives,
                        "tablePositives",
                        job.table().counts().get("positives")),
                result.allowed().stream().map(LeakDetector.Leak::feature).toList(),
                job.table().events().map(events -> log(events, result.rows())));
    }

    private static Provenance.Log log(EventTable events, FeatureRows rows) {
        var learnedUntil = rows.untils().stream().max(Instant::compareTo).orElseThrow();
        return new Provenance.Log(events.question(), events.lookBackDays(), events.cutoffs(), learnedUntil);
    }

    private static long count(boolean[] labels, boolean label) {
        return IntStream.range(0, labels.length).filter(i -> labels[i] == label).count();
    }
}
