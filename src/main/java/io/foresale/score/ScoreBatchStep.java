package io.foresale.score;

import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.ModelCache;
import io.foresale.bucket.Run;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.CurrentFeatures;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.EventTable;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Question;
import io.foresale.domain.RescoreManifest;
import io.foresale.domain.RetriableException;
import io.foresale.domain.StepResult;
import io.foresale.port.Deadline;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.score.ScoredRowsStep.Job;
import io.foresale.table.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Scores everyone of a data set, as the feature table shows them now. */
public final class ScoreBatchStep {

    private final Manifests manifests;
    private final ModelCache models;
    private final Staging staging;
    private final Runs runs;
    private final TableEngine engine;
    private final ScoreRequestStep requests;
    private final Deadline deadline;
    private final ScoredRowsStep scored;

    public ScoreBatchStep(
            Manifests manifests,
            ModelCache models,
            Staging staging,
            Runs runs,
            TableEngine engine,
            ScoreRequestStep requests) {
        this(manifests, models, staging, runs, engine, requests, Deadline.none());
    }

    private ScoreBatchStep(
            Manifests manifests,
            ModelCache models,
            Staging staging,
            Runs runs,
            TableEngine engine,
            ScoreRequestStep requests,
            Deadline deadline) {
        this.manifests = manifests;
        this.models = models;
        this.staging = staging;
        this.runs = runs;
        this.engine = engine;
        this.requests = requests;
        this.deadline = deadline;
        this.scored = new ScoredRowsStep(manifests, staging);
    }

    /** The same step, which keeps what it has and ends with a {@link RetriableException} where the deadline is near. */
    public ScoreBatchStep until(Deadline deadline) {
        return new ScoreBatchStep(manifests, models, staging, runs, engine, requests.until(deadline), deadline);
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
            requests.waiting(version.model());
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
                return scored.publish(job, scores, Optional.empty(), Map.of("scored", scores.size()), run);
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
        scored.score(
                job, table.schema(), Sql.parquet(staging.fetchAll(rows, session.directory())), scores, session, run);
        return scores;
    }
}
