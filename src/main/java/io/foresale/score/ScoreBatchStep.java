package io.foresale.score;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.ModelCache;
import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.bucket.Results;
import io.foresale.bucket.Run;
import io.foresale.bucket.Runs;
import io.foresale.bucket.ScoreRequests;
import io.foresale.bucket.Staging;
import io.foresale.domain.CurrentFeatures;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetName;
import io.foresale.domain.EventTable;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.domain.RescoreManifest;
import io.foresale.domain.RetriableException;
import io.foresale.domain.Schema;
import io.foresale.domain.ScoresManifest;
import io.foresale.domain.StepResult;
import io.foresale.port.Budget;
import io.foresale.port.Deadline;
import io.foresale.port.Spending;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.TextModel.Usage;
import io.foresale.table.FeatureReader;
import io.foresale.table.Sql;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
    private final ScoreRequests waiting;
    private final Budget budget;
    private final InstantSource clock;
    private final Deadline deadline;

    public ScoreBatchStep(
            Datasets datasets,
            Manifests manifests,
            ModelCache models,
            Staging staging,
            Runs runs,
            TableEngine engine,
            RequestTable requests,
            ScoreRequests waiting,
            Budget budget,
            InstantSource clock) {
        this(datasets, manifests, models, staging, runs, engine, requests, waiting, budget, clock, Deadline.none());
    }

    private ScoreBatchStep(
            Datasets datasets,
            Manifests manifests,
            ModelCache models,
            Staging staging,
            Runs runs,
            TableEngine engine,
            RequestTable requests,
            ScoreRequests waiting,
            Budget budget,
            InstantSource clock,
            Deadline deadline) {
        this.datasets = datasets;
        this.manifests = manifests;
        this.models = models;
        this.staging = staging;
        this.runs = runs;
        this.engine = engine;
        this.requests = requests;
        this.waiting = waiting;
        this.budget = budget;
        this.clock = clock;
        this.deadline = deadline;
    }

    /** The same step, which keeps what it has and ends with a {@link RetriableException} where the deadline is near. */
    public ScoreBatchStep until(Deadline deadline) {
        return new ScoreBatchStep(
                datasets, manifests, models, staging, runs, engine, requests, waiting, budget, clock, deadline);
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

    /** Whom to score with what. */
    private record Everyone(ObjectRef features, ObjectKey version) {}

    /**
     * Scores every row of the feature table that a version was trained on, or of a newer one. A version that took over also
     * scores the files that came before any model.
     *
     * @param manifest of a version, or of a feature table that is to be scored by it; or the pointer to the version that
     *     answers, which scores the newest table
     * @param shard that alone is worked on, where products are scored for the shoppers of a log: whoever scores all finds
     *     what it came to
     * @return the scores' manifest of everyone; nothing to do where it was done before, or for a version that did not take over
     */
    public StepResult everyone(ObjectRef manifest, OptionalInt shard) {
        var key = manifest.key();
        if (key.value().contains("/features/")) {
            var asked = manifests.require(key, RescoreManifest.class);
            return everyone(
                    new Everyone(asked.features(), Keys.model(asked.model(), asked.version())), manifest, shard);
        }
        if (key.equals(Keys.current(new ModelName(key.segment(1))))) {
            return everyone(newest(manifests.require(key, CurrentModel.class)), manifest, shard);
        }
        var version = manifests.require(key, ModelManifest.class);
        if (!version.promoted()) {
            return StepResult.nothing("version " + version.version() + " did not take over: " + version.decision());
        }
        var result = everyone(new Everyone(version.features(), key), manifest, shard);
        if (shard.isEmpty()) {
            waiting(version.model());
        }
        return result;
    }

    private Everyone newest(CurrentModel current) {
        var version = manifests.require(current.manifest().key(), ModelManifest.class);
        var features = manifests.require(version.features().key(), FeaturesManifest.class);
        var newest = features.events()
                .flatMap(events -> manifests.find(
                        Keys.currentFeatures(features.dataset(), events.question()), CurrentFeatures.class))
                .map(pointer -> pointer.value().manifest());
        return new Everyone(
                newest.orElse(version.features()), current.manifest().key());
    }

    private StepResult everyone(Everyone asked, ObjectRef cause, OptionalInt shard) {
        var job = Job.of(models.load(asked.version()), asked.features(), "everyone");
        if (manifests.exists(job.manifest())) {
            return StepResult.doneBefore(job.manifest());
        }
        var table = manifests.require(asked.features().key(), FeaturesManifest.class);
        var question = table.events().map(EventTable::question);
        if (question.equals(Optional.of(Question.SESSION))) {
            return StepResult.nothing("visits are scored as they come, by POST /models/"
                    + job.model().name() + "/score");
        }
        if (shard.isPresent()) {
            return shard(job, table, shard.getAsInt(), cause);
        }
        return StepResult.written(runs.record(table.dataset(), "score-batch", List.of(cause), run -> {
            try (var session = engine.open()) {
                var scores = question.equals(Optional.of(Question.WHAT))
                        ? products(job, table, session, run)
                        : shoppers(job, table, session, run);
                return publish(job, objects(job, scores), Map.of("scored", scores.size()), run);
            }
        }));
    }

    private StepResult shard(Job job, FeaturesManifest table, int shard, ObjectRef cause) {
        int shards = table.events()
                .filter(events -> events.question() == Question.WHAT)
                .map(events -> events.shards(ProductsBatchStep.HISTORY))
                .orElse(0);
        if (shard >= shards) {
            return StepResult.nothing(
                    shards == 0
                            ? "only products for the shoppers of a log are scored shard by shard"
                            : "there is no shard %d: the shoppers are in %d".formatted(shard, shards));
        }
        return StepResult.written(runs.record(table.dataset(), "score-batch", List.of(cause), run -> {
            try (var session = engine.open()) {
                var kept = productsBatch(job, table, session, run).one(shard);
                run.outcome("scored products for shard %d of %d".formatted(shard, shards));
                return kept;
            }
        }));
    }

    private ProductsBatchStep productsBatch(Job job, FeaturesManifest table, Session session, Run run) {
        return new ProductsBatchStep(staging, job.manifest(), deadline, job.model(), table, session, run);
    }

    private ScoreTable products(Job job, FeaturesManifest table, Session session, Run run) {
        var scores = ScoreTable.ofProducts(session);
        productsBatch(job, table, session, run).all(scores);
        return scores;
    }

    /** The rows that were uploaded, or everyone whom a log has seen. */
    private ScoreTable shoppers(Job job, FeaturesManifest table, Session session, Run run) {
        var rows = table.events().map(EventTable::now).orElseGet(table::rows);
        var scores = table.events().isEmpty() ? ScoreTable.ofUploads(session) : ScoreTable.ofUsers(session);
        score(job, table.schema(), Sql.parquet(staging.fetchAll(rows, session.directory())), scores, session, run);
        return scores;
    }

    /** Scores the files that came before their model. One that cannot be scored does not hold up the others. */
    private void waiting(ModelName model) {
        if (models.find(model).isEmpty()) {
            // A request that comes now would not find it either, and nobody would take it up after this.
            throw new RetriableException("model " + model + " was published but does not answer yet", null);
        }
        var requests = waiting.waiting(model);
        for (int done = 0; done < requests.size(); done++) {
            deadline.check(done, requests.size(), "waiting requests");
            try {
                request(requests.get(done));
            } catch (PermanentException _) {
                // The record of its run says why.
            }
        }
    }

    /**
     * Scores the rows of a file under {@code score-requests/<model>/} with the version that answers now.
     *
     * @return the scores' manifest; nothing to do where that version has scored this file before, or where no model of that
     *     name answers: the first one that does scores the file
     */
    public StepResult request(ObjectRef request) {
        var model = new ModelName(request.key().segment(1));
        var dataset = models.find(model).map(LoadedModel::dataset).orElseGet(() -> new DatasetName(model.value()));
        var done = models.find(model)
                .map(version -> job(version, request).manifest())
                .filter(manifests::exists);
        return done.map(StepResult::doneBefore)
                .orElseGet(() -> runs.record(dataset, "score-batch", List.of(request), run -> models.find(model)
                        .map(version -> StepResult.written(request(job(version, request), run)))
                        .orElseGet(() -> await(model, run))));
    }

    private static Job job(LoadedModel version, ObjectRef request) {
        return Job.of(version, request, request.key().fileName());
    }

    private StepResult await(ModelName model, Run run) {
        var reason = "it waits for its model and is scored by itself when that answers; "
                + models.unknown(model).sentence();
        run.skip(reason);
        return StepResult.nothing(reason);
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
                    new RequestTextsStep(staging, job.manifest(), spending(job), run));
            table.warnings().forEach(run::warn);
            var scores = ScoreTable.ofShoppers(session);
            score(job, job.model().schema(), table.relation(), scores, session, run);
            var objects = objects(job, scores);
            table.rejects()
                    .ifPresent(rejects -> objects.put("rejects", staging.publish(rejects, job.manifest(), "rejects")));
            return publish(job, objects, table.counts(), run);
        }
    }

    private Spending spending(Job job) {
        var earlier = budget.isCapped()
                ? runs.ofJob(job.dataset(), "score-batch", job.source()).stream()
                        .map(run -> Spending.spent(run.counts()))
                        .reduce(Usage.NONE, Usage::plus)
                : Usage.NONE;
        return new Spending(budget, new Spending.Job("score-batch", job.source().key()), earlier, deadline, clock);
    }

    private static void score(Job job, Schema schema, String relation, ScoreTable scores, Session session, Run run) {
        long total = session.query(row -> row.whole(0), "SELECT count(*) FROM " + relation)
                .getFirst();
        new FeatureReader(schema).read(session, relation, "true", CHUNK, rows -> {
            var scorer = new Scorer(job.model().bundle(), rows.examples());
            scores.add(rows, scorer);
            run.progress(scores.size(), total, "shoppers");
        });
    }

    private Map<String, ObjectRef> objects(Job job, ScoreTable scores) {
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
