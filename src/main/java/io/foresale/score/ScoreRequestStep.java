package io.foresale.score;

import io.foresale.bucket.Datasets;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.ModelCache;
import io.foresale.bucket.ModelCache.LoadedModel;
import io.foresale.bucket.Run;
import io.foresale.bucket.Runs;
import io.foresale.bucket.ScoreRequests;
import io.foresale.bucket.Staging;
import io.foresale.domain.DatasetName;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.domain.StepResult;
import io.foresale.port.Budget;
import io.foresale.port.Deadline;
import io.foresale.port.Spending;
import io.foresale.port.TableEngine;
import io.foresale.port.TextModel.Usage;
import io.foresale.score.ScoredRowsStep.Job;
import java.time.InstantSource;
import java.util.List;

/** Scores whoever stands in a file under {@code score-requests/}. */
public final class ScoreRequestStep {

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
    private final ScoredRowsStep scored;

    public ScoreRequestStep(
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

    private ScoreRequestStep(
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
        this.scored = new ScoredRowsStep(manifests, staging);
    }

    /** The same step, which keeps what it has and ends with a {@link RetriableException} where the deadline is near. */
    public ScoreRequestStep until(Deadline deadline) {
        return new ScoreRequestStep(
                datasets, manifests, models, staging, runs, engine, requests, waiting, budget, clock, deadline);
    }

    /** Scores the files that came before their model. One that cannot be scored does not hold up the others. */
    void waiting(ModelName model) {
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
                    new RequestTextsStep(staging, job.manifest(), spending(job), run, clock));
            table.warnings().forEach(run::warn);
            var scores = ScoreTable.ofShoppers(session);
            scored.score(job, job.model().schema(), table.relation(), scores, session, run);
            return scored.publish(job, scores, table.rejects(), table.counts(), run);
        }
    }

    private Spending spending(Job job) {
        var earlier = budget.isCapped() ? runs.spent(job.dataset(), "score-batch", job.source()) : Usage.NONE;
        return new Spending(budget, new Spending.Job("score-batch", job.source().key()), earlier, deadline, clock);
    }
}
