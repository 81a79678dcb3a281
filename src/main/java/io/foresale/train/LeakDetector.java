package io.foresale.train;

import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.evaluate.Folds;
import io.foresale.evaluate.SingleFeature;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds columns that alone tell who bought. Behaviour before a purchase does not; a column that does was mostly written after
 * it, and a model of it would be worth nothing where it matters.
 */
final class LeakDetector {

    /** An area above this is too good to be true. */
    private static final double SUSPICIOUS = 0.95;

    /** With fewer examples of a class, chance may separate them. */
    private static final long FEW = 50;

    private static final int FOLDS = 5;

    private final boolean[] labels;
    private final Folds folds;
    private final long positives;
    private final long negatives;

    LeakDetector(boolean[] labels, Groups groups, long seed) {
        this.labels = labels;
        var all = IntStream.range(0, labels.length).toArray();
        this.folds = groups.split(labels, all, FOLDS, seed);
        this.positives = groups.with(true, labels, all);
        this.negatives = groups.with(false, labels, all);
    }

    /** A column and the area under the ROC curve that it has alone. */
    record Leak(String feature, double rocAuc) {

        String sentence() {
            return String.format(Locale.ROOT, "%s (ROC AUC %.4f)", Quoted.of(feature), rocAuc);
        }
    }

    /**
     * Refuses leaks.
     *
     * @param allowed columns whose owner knows that they are honest
     * @return the leaks that were allowed
     */
    List<Leak> check(Examples examples, List<String> allowed) {
        var leaks = leaks(examples);
        var refused =
                leaks.stream().filter(leak -> !allowed.contains(leak.feature())).toList();
        if (!refused.isEmpty()) {
            throw PermanentException.invalid(
                    "features",
                    "none that alone tells who bought (ROC AUC at most " + SUSPICIOUS + ")",
                    sentence(refused),
                    "\"drop\" what is only known after the purchase, or name what is honest in \"allowLeaks\" of the data set's configuration");
        }
        return leaks;
    }

    static String sentence(List<Leak> leaks) {
        return leaks.stream().map(Leak::sentence).collect(Collectors.joining(", "));
    }

    private List<Leak> leaks(Examples examples) {
        return examples.features().parallelStream()
                .flatMap(feature -> area(feature).stream().filter(leak -> suspicious(leak.rocAuc())))
                .toList();
    }

    /** Vectors are no single feature: many numbers together may tell much. */
    private Optional<Leak> area(Feature feature) {
        return switch (feature) {
            case Feature.Numbers numbers ->
                Optional.of(new Leak(numbers.name(), SingleFeature.ofNumbers(labels, numbers.values())));
            case Feature.Levels levels ->
                Optional.of(new Leak(levels.name(), SingleFeature.ofLevels(labels, levels.values(), folds)));
            case Feature.Vectors _ -> Optional.empty();
        };
    }

    private boolean suspicious(double area) {
        return Math.min(positives, negatives) < FEW
                ? SingleFeature.above(area, SUSPICIOUS, positives, negatives)
                : area > SUSPICIOUS;
    }
}
