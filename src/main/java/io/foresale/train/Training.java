package io.foresale.train;

import io.foresale.evaluate.Folds;
import io.foresale.evaluate.Metrics;
import io.foresale.model.Examples;
import io.foresale.model.FittedModel;
import io.foresale.model.FittedModel.Bands;
import io.foresale.port.EigenSolver;
import io.foresale.port.Learner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Evaluates and fits. Every held-out row is predicted once by a model that was fitted, with all its choices, on rows that its
 * fold may learn from (nested cross-validation); then the model that will answer is fitted in the same way on all rows.
 */
public final class Training {

    /** With fewer examples of a class, neither folds nor measures mean anything. */
    public static final int FEWEST = 20;

    private final Learner learner;
    private final EigenSolver solver;
    private final int threads;
    private final long mostNumbers;

    /**
     * Makes one.
     *
     * @param threads fits at a time
     * @param maxBytes that all fits at a time may hold, as floats; texts are reduced to keep to it
     */
    public Training(Learner learner, EigenSolver solver, int threads, long maxBytes) {
        this.learner = learner;
        this.mostNumbers = maxBytes / Float.BYTES / threads;
        this.solver = solver;
        this.threads = threads;
    }

    /**
     * How to train.
     *
     * @param folds of the outer cross-validation, at most {@link #FEWEST}
     */
    public record Options(int folds, long seed) {}

    /**
     * What came of it.
     *
     * @param model over all columns
     * @param behaviour over the columns that are no text; the same where there is no text
     * @param heldOut by view, the probability of each row by a model that had not seen it, among rows drawn as it was; NaN
     *     where no fold held the row out
     */
    public record Trained(
            FittedModel model,
            FittedModel behaviour,
            Evaluation evaluation,
            Map<View, double[]> heldOut,
            Map<String, String> parameters) {}

    /** One model to fit: on the training rows of a fold, or on all rows. */
    private record Task(View view, int fold) {}

    private record Answer(ModelFit.Fitted fitted, Selection.Choice choice) {}

    /** Trains on rows that are all different. */
    public Trained train(Examples examples, boolean[] labels, Options options, IntConsumer progress) {
        return train(examples, labels, IntStream.range(0, labels.length).toArray(), options, progress);
    }

    /**
     * Trains on a table.
     *
     * @param copies rows that are copies of each other have one number; they are learned from or predicted, never both
     * @param progress hears of the number of fits done, of {@link #fits}; may throw to stop
     * @throws io.foresale.domain.PermanentException where there are too few examples of a class
     */
    public Trained train(Examples examples, boolean[] labels, int[] copies, Options options, IntConsumer progress) {
        return train(examples, labels, Design.ofTable(labels, copies, options), options.seed(), progress);
    }

    Trained train(Examples examples, boolean[] labels, Design design, long seed, IntConsumer progress) {
        var views = views(examples);
        var folds = design.folds();
        var fit = new ModelFit(learner, solver);
        var selection = new Selection(fit, design.groups(), seed, mostNumbers);
        var answers = new EnumMap<View, List<Answer>>(View.class);
        views.forEach(view -> answers.put(view, new ArrayList<>()));
        var done = new AtomicInteger();
        var all = IntStream.range(0, labels.length).toArray();
        run(tasks(views, folds.count()), task -> {
                    var seen = task.view().of(examples);
                    var rows = task.fold() == folds.count() ? all : folds.training(task.fold());
                    var choice = selection.choose(seen, labels, rows);
                    var answer = new Answer(
                            fit.fit(seen, labels, rows, choice.components(), List.of(choice.strength())), choice);
                    progress.accept(done.incrementAndGet());
                    return answer;
                })
                .forEach((task, answer) -> answers.get(task.view()).add(answer));
        return trained(examples, labels, design, seed, answers);
    }

    /** Rows times encoded columns that a fit may hold. */
    long mostNumbers() {
        return mostNumbers;
    }

    /** How many fits a training takes. */
    public static int fits(Examples examples, int folds) {
        return tasks(views(examples), folds).size();
    }

    private static List<Task> tasks(List<View> views, int folds) {
        return views.stream()
                .flatMap(view -> IntStream.rangeClosed(0, folds).mapToObj(fold -> new Task(view, fold)))
                .filter(task -> task.view() != View.TEXT || task.fold() < folds)
                .toList();
    }

    /** Behaviour, text, fused; behaviour alone where there is no text. */
    private static List<View> views(Examples examples) {
        return View.TEXT.of(examples).features().isEmpty() ? List.of(View.BEHAVIOUR) : List.of(View.values());
    }

    private interface Work {
        Answer of(Task task);
    }

    /** Runs the tasks over the cores; the order of the answers is that of the tasks, whichever ended first. */
    private Map<Task, Answer> run(List<Task> tasks, Work work) {
        var answers = new LinkedHashMap<Task, Answer>();
        var executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("train-", 0).factory());
        try {
            var futures = new ArrayList<Future<Answer>>();
            tasks.forEach(task -> futures.add(executor.submit(() -> work.of(task))));
            for (int i = 0; i < tasks.size(); i++) {
                answers.put(tasks.get(i), futures.get(i).get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the training was interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }

    private static Trained trained(
            Examples examples, boolean[] labels, Design design, long seed, Map<View, List<Answer>> answers) {
        var said = new EnumMap<View, Assessment.HeldOutRows>(View.class);
        answers.forEach((view, list) -> said.put(view, heldOut(view.of(examples), design.folds(), list)));
        var assessment = new Assessment(labels, design, seed, said);
        var heldOut = new EnumMap<View, double[]>(View.class);
        said.forEach((view, rows) -> heldOut.put(view, rows.probabilities()));
        var main = said.containsKey(View.FUSED) ? View.FUSED : View.BEHAVIOUR;
        return new Trained(
                model(answers.get(main).getLast(), assessment.bands(main), main.of(examples)),
                model(
                        answers.get(View.BEHAVIOUR).getLast(),
                        assessment.bands(View.BEHAVIOUR),
                        View.BEHAVIOUR.of(examples)),
                assessment.evaluation(),
                heldOut,
                parameters(answers.get(main).getLast().choice(), design.folds().count()));
    }

    private static Assessment.HeldOutRows heldOut(Examples seen, Folds folds, List<Answer> answers) {
        var probabilities = new double[seen.rows()];
        Arrays.fill(probabilities, Double.NaN);
        var decisions = new boolean[seen.rows()];
        for (int f = 0; f < folds.count(); f++) {
            var rows = folds.heldOut(f);
            var predicted = answers.get(f).fitted().predict(0, seen, rows);
            var decided = Metrics.decide(predicted, answers.get(f).choice().threshold());
            for (int i = 0; i < rows.length; i++) {
                probabilities[rows[i]] = predicted[i];
                decisions[rows[i]] = decided[i];
            }
        }
        return new Assessment.HeldOutRows(probabilities, decisions);
    }

    private static FittedModel model(Answer answer, Bands bands, Examples seen) {
        return new FittedModel(
                answer.fitted().preprocessing(),
                answer.fitted().models().getFirst(),
                answer.choice().threshold(),
                bands,
                answer.fitted().preprocessing().bind(seen).averages(seen.rows()));
    }

    private static Map<String, String> parameters(Selection.Choice choice, int folds) {
        return Map.of(
                "strength", String.valueOf(choice.strength()),
                "textComponents", choice.components() == 0 ? "all" : String.valueOf(choice.components()),
                "folds", String.valueOf(folds));
    }
}
