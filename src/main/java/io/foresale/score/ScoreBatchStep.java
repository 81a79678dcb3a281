package io.foresale.score;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.ModelCache;
import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.DatasetName;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.RescoreManifest;
import io.foresale.domain.ScoresManifest;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.FeatureReader;
import io.foresale.table.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Scores many: everyone of a data set, as the feature table shows them now, or whoever stands in a request's file. */
public final class ScoreBatchStep {

    /** Rows in memory at a time. */
    private static final int CHUNK = 5_000;

    private final Datasets datasets;
    private final Manifests manifests;
    private final ModelCache models;
    private final Staging staging;
    private final Runs runs;
    private final TableEngine engine;
    private final RequestTable requests;

    public ScoreBatchStep(
            Datasets datasets,
            Manifests manifests,
            ModelCache models,
            Staging staging,
            Runs runs,
            TableEngine engine,
            RequestTable requests) {
        this.datasets = datasets;
        this.manifests = manifests;
        this.models = models;
        this.staging = staging;
        this.runs = runs;
        this.engine = engine;
        this.requests = requests;
    }

    /** What to score, with what, and where the answer goes. */
    private record Job(LoadedModel model, ObjectRef source, ObjectKey manifest) {
        static Job of(LoadedModel model, ObjectRef source, String name) {
            return new Job(model, source, Keys.scores(model.name(), name, Results.scores(source, model.version())));
        }

        DatasetName dataset() {
            return model.dataset();
        }
    }

    /**
     * Scores every row of the feature table that a version was trained on, or of a newer one.
     *
     * @param manifest of a version, or of a feature table that is to be scored by it
     * @return the scores' manifest; empty where there was nothing to do: done before, or a version that did not take over
     */
    public Optional<ObjectRef> everyone(ObjectRef manifest) {
        var rescore = manifest.key().value().contains("/features/");
        if (rescore) {
            var asked = manifests.require(manifest.key(), RescoreManifest.class);
            return everyone(asked.features(), Keys.model(asked.model(), asked.version()), manifest);
        }
        var version = manifests.require(manifest.key(), ModelManifest.class);
        return version.promoted() ? everyone(version.features(), manifest.key(), manifest) : Optional.empty();
    }

    private Optional<ObjectRef> everyone(ObjectRef features, ObjectKey version, ObjectRef cause) {
        var job = Job.of(models.load(version), features, "everyone");
        if (manifests.exists(job.manifest())) {
            return Optional.empty();
        }
        return Optional.of(runs.record(job.dataset(), "score-batch", List.of(cause), run -> {
            var table = manifests.require(features.key(), FeaturesManifest.class);
            try (var session = engine.open()) {
                var relation = Sql.parquet(staging.fetchAll(table.rows(), session.directory()));
                var objects = score(job, session, relation, true, run);
                return publish(job, objects, Map.of("scored", table.counts().get("rows")), run);
            }
        }));
    }

    /**
     * Scores the rows of a file under {@code score-requests/<model>/} with the version that answers now.
     *
     * @return the scores' manifest; empty where that version has scored this file before
     */
    public Optional<ObjectRef> request(ObjectRef request) {
        var model = new ModelName(request.key().segment(1));
        var current = models.find(model);
        var job = current.map(version -> Job.of(version, request, request.key().fileName()));
        if (job.isPresent() && manifests.exists(job.get().manifest())) {
            return Optional.empty();
        }
        return Optional.of(runs.record(
                job.map(Job::dataset).orElseGet(() -> new DatasetName(model.value())),
                "score-batch",
                List.of(request),
                run -> request(
                        job.orElseGet(() -> Job.of(
                                models.current(model), request, request.key().fileName())),
                        run)));
    }

    private ObjectRef request(Job job, Run run) {
        try (var session = engine.open()) {
            var file = staging.fetch(job.source(), session.directory());
            var config = datasets.config(job.dataset());
            var table = requests.load(
                    file,
                    job.source().key(),
                    job.model().schema(),
                    config,
                    session,
                    done -> run.progress(done, done, "texts"));
            table.warnings().forEach(run::warn);
            var objects = score(job, session, table.relation(), false, run);
            table.rejects()
                    .ifPresent(rejects -> objects.put("rejects", staging.publish(rejects, job.manifest(), "rejects")));
            return publish(job, objects, table.counts(), run);
        }
    }

    private Map<String, ObjectRef> score(Job job, Session session, String relation, boolean withUpload, Run run) {
        long total = session.query(row -> row.whole(0), "SELECT count(*) FROM " + relation)
                .getFirst();
        var scores = new ScoreTable(session, withUpload);
        new FeatureReader(job.model().schema()).read(session, relation, "true", CHUNK, rows -> {
            var scorer = new Scorer(job.model().bundle(), rows.examples());
            scores.add(rows, scorer);
            run.progress(scores.size(), total, "shoppers");
        });
        var objects = new TreeMap<String, ObjectRef>();
        objects.put("parquet", staging.publish(scores.parquet(), job.manifest(), "scores"));
        objects.put("csv", staging.publish(scores.csv(), job.manifest(), "scores"));
        return objects;
    }

    private ObjectRef publish(Job job, Map<String, ObjectRef> objects, Map<String, Long> counts, Run run) {
        run.count(counts);
        var published = manifests.publish(
                job.manifest(),
                new ScoresManifest(job.model().name(), job.model().version(), job.source(), objects, counts));
        run.output(published);
        run.outcome("scores are in " + objects.get("csv").key());
        return published;
    }
}
