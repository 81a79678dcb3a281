package io.foresale.embed;

import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Run;
import io.foresale.bucket.Runs;
import io.foresale.bucket.Staging;
import io.foresale.domain.IntentQuestion;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Role;
import io.foresale.domain.StepResult;
import io.foresale.domain.VectorsManifest;
import io.foresale.embed.AnswersStep.Answers;
import io.foresale.embed.PartStep.Part;
import io.foresale.port.Budget;
import io.foresale.port.Deadline;
import io.foresale.port.EmbeddingBatches;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.IntentModels;
import io.foresale.port.ObjectStore;
import io.foresale.port.Spending;
import io.foresale.port.Spending.Job;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.TextModel.Usage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Turns the texts of one clean part into vectors, and has the intent in them judged where the data set wants that. */
public final class EmbedStep {

    private final Manifests manifests;
    private final Staging staging;
    private final Runs runs;
    private final TableEngine engine;
    private final EmbeddingModels models;
    private final IntentModels judges;
    private final Budget budget;
    private final ObjectStore store;
    private final EmbeddingBatches jobs;
    private final InstantSource clock;
    private final Deadline deadline;
    private final PartStep parts;
    private final AnswersStep answers;
    private final BatchStep batches;

    public EmbedStep(
            ObjectStore store,
            Manifests manifests,
            Staging staging,
            Runs runs,
            TableEngine engine,
            EmbeddingModels models,
            IntentModels judges,
            EmbeddingBatches batches,
            Budget budget,
            InstantSource clock) {
        this(store, manifests, staging, runs, engine, models, judges, batches, budget, clock, Deadline.none());
    }

    private EmbedStep(
            ObjectStore store,
            Manifests manifests,
            Staging staging,
            Runs runs,
            TableEngine engine,
            EmbeddingModels models,
            IntentModels judges,
            EmbeddingBatches jobs,
            Budget budget,
            InstantSource clock,
            Deadline deadline) {
        this.store = store;
        this.jobs = jobs;
        this.clock = clock;
        this.manifests = manifests;
        this.staging = staging;
        this.runs = runs;
        this.engine = engine;
        this.models = models;
        this.judges = judges;
        this.budget = budget;
        this.deadline = deadline;
        this.parts = new PartStep(manifests, models, judges);
        this.answers = new AnswersStep(store, staging, clock);
        this.batches = new BatchStep(store, manifests, staging, answers, jobs);
    }

    /** The same step, which leaves the rest of a part to the next call where the deadline is near. */
    public EmbedStep until(Deadline deadline) {
        return new EmbedStep(store, manifests, staging, runs, engine, models, judges, jobs, budget, clock, deadline);
    }

    /**
     * Embeds what is not embedded yet, and then has judged what is not judged yet. A text that a model refuses is counted and
     * has no vector, or no intent; with other settings of the model that may change it, the next call asks about these texts
     * alone again, and puts what it comes to in the place of what there is. Where the budget is for dry runs, it is estimated
     * only.
     *
     * @param written the part's manifest, or what a job that embeds it wrote at its end
     * @return the vectors' manifest; nothing to do where it was done before, where a job is waited for, or for a part of
     *     another schema than the one in force, in whose place a newer part comes
     * @throws io.foresale.domain.RetriableException as a model throws it, where calls for some texts failed, and where a job
     *     has written its last but does not say that it has ended; what was answered until then is kept, and the next call
     *     sees to the rest
     * @throws io.foresale.domain.PermanentException where a model is set up wrongly or the budget is used up; what was
     *     answered until then is kept, too
     */
    public StepResult embed(ObjectRef written) {
        return embed(written, false);
    }

    /**
     * The same.
     *
     * @param force asks about texts without an answer again with the same settings, too
     */
    public StepResult embed(ObjectRef written, boolean force) {
        return budget.dryRun()
                ? estimate(written, force)
                : recorded(written, force, (part, run) -> embedded(part, written.key(), run));
    }

    /**
     * Says in a record how many tokens embedding and judging would use and what they would cost; calls no model.
     *
     * @param force also of texts that had no answer
     */
    public StepResult estimate(ObjectRef written, boolean force) {
        return recorded(written, force, this::estimated);
    }

    private StepResult recorded(ObjectRef written, boolean force, BiFunction<Part, Run, StepResult> work) {
        var cleanManifest = batches.part(written.key()).orElse(written);
        var found = parts.find(cleanManifest);
        if (found.isEmpty()) {
            return StepResult.nothing(
                    cleanManifest.key()
                            + " is no part with this content and the schema in force any more; the one in its place has its own event");
        }
        var part = found.get();
        var manifest = part.manifest();
        var done = manifests.find(manifest, VectorsManifest.class);
        if (done.isPresent() && !parts.isWorthAnother(part, done.get().value(), force)) {
            return StepResult.doneBefore(manifest);
        }
        return runs.record(
                part.clean().dataset(),
                "embed",
                List.of(cleanManifest),
                run -> work.apply(part.again(done, force), run));
    }

    private StepResult embedded(Part part, ObjectKey written, Run run) {
        return part.model().isEmpty() ? parts.published(part, noText(part, run), run) : answered(part, written, run);
    }

    private static VectorsManifest noText(Part part, Run run) {
        var tally = Tally.ofNothing();
        run.count(tally.effort(Usage.NONE));
        run.outcome(tally.outcome());
        return new VectorsManifest(part.clean().dataset(), part.ref(), "", 0, List.of(), tally.result());
    }

    private StepResult answered(Part part, ObjectKey written, Run run) {
        try (var session = engine.open()) {
            var rows = rows(part, session);
            var spending = spending(part);
            var model = models.model(part.model());
            var judging = part.judge().map(judge -> judging(part, judge));
            var work = answers.work(embedding(part, model), rows, session, part.force());
            var awaited = awaited(part, written, work, spending, run);
            if (awaited.isPresent()) {
                run.skip(awaited.get());
                return StepResult.nothing(awaited.get());
            }
            var vectors = answers.answer(work, spending, run);
            vectors.tally().warning().ifPresent(run::warn);
            var intents = judging.map(
                    asked -> answers.answer(answers.work(asked, rows, session, part.force()), spending, run));
            intents.flatMap(judged -> judged.tally().warning()).ifPresent(run::warn);
            run.outcome(vectors.tally().outcome()
                    + intents.map(judged -> "; " + judged.tally().outcome()).orElse(""));
            var manifest = new VectorsManifest(
                    part.clean().dataset(),
                    part.ref(),
                    part.model(),
                    model.dimensions(),
                    vectors.objects(),
                    vectors.tally().result(),
                    intents.map(judged -> intents(part, judged)));
            return parts.published(part, manifest, run);
        }
    }

    /** Texts that had no answer before are few, and a job would end with a call that does not know that it was forced. */
    private Optional<String> awaited(Part part, ObjectKey written, Work<float[]> work, Spending spending, Run run) {
        return part.done().isPresent()
                ? Optional.empty()
                : batches.await(
                        new BatchStep.Waiting(
                                part.clean().dataset(), part.ref(), part.model(), part.manifest(), written, work),
                        spending,
                        run);
    }

    private Spending spending(Part part) {
        var earlier = budget.isCapped() ? runs.spent(part.clean().dataset(), "embed", part.ref()) : Usage.NONE;
        return new Spending(budget, new Job("embed", part.ref().key()), earlier, deadline, clock);
    }

    private static VectorsManifest.Intents intents(Part part, Answers judged) {
        return new VectorsManifest.Intents(
                part.judge().orElseThrow(), judged.objects(), judged.tally().result());
    }

    private static Asked.Vectors embedding(Part part, EmbeddingModel model) {
        var prefix = Keys.vectorChunks(part.clean().dataset(), model.id(), model.dimensions());
        return new Asked.Vectors(model, part.schema().of(Role.TEXT), prefix);
    }

    private Asked.Intents judging(Part part, String judge) {
        var model = judges.model(judge);
        var prefix = Keys.intentChunks(part.clean().dataset(), model.id(), IntentQuestion.VERSION);
        return new Asked.Intents(model, part.judged(), prefix);
    }

    private List<Path> rows(Part part, Session session) {
        return staging.fetchAll(part.clean().rows(), session.directory());
    }

    private StepResult estimated(Part part, Run run) {
        if (part.model().isEmpty()) {
            return told(Usage.NONE, "dry run: there is no text in this part", run);
        }
        try (var session = engine.open()) {
            var rows = rows(part, session);
            var vectors = answers.estimate(embedding(part, models.model(part.model())), rows, session, part.force());
            var intents =
                    part.judge().map(judge -> answers.estimate(judging(part, judge), rows, session, part.force()));
            return told(
                    vectors.usage()
                            .plus(intents.map(AnswersStep.Estimate::usage).orElse(Usage.NONE)),
                    "dry run: " + vectors.sentence()
                            + intents.map(judged -> "; " + judged.sentence()).orElse(""),
                    run);
        }
    }

    private static StepResult told(Usage usage, String outcome, Run run) {
        run.count(Map.of("estimatedTokens", usage.tokens(), "estimatedCost", usage.money()));
        run.skip(outcome);
        return StepResult.nothing(outcome);
    }
}
