package io.foresale.train;

import io.foresale.domain.EventTable;
import io.foresale.domain.EventsConfig.Protocol;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.evaluate.Drawing;
import io.foresale.evaluate.Folds;
import io.foresale.model.Examples.Feature;
import io.foresale.table.FeatureRows;
import java.util.HashMap;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a model of some rows is evaluated.
 *
 * @param newToShopper the held-out rows about a product that the shopper had not bought before, rising; absent where that is
 *     not known
 * @param wholeVisits the held-out rows that hold all of a visit before its end or its purchase, rising; absent where rows
 *     are no visits
 * @param scope what is said of it; of events only
 */
record Design(
        Folds folds,
        Groups groups,
        Drawing drawing,
        Optional<int[]> newToShopper,
        Optional<int[]> wholeVisits,
        Optional<Evaluation.Scope> scope) {

    /** Counts how often the shopper had bought the product before; without it nobody can tell. */
    static final String BOUGHT_BEFORE = "product_bought_all";

    /**
     * Stratified folds of a table.
     *
     * @param copies rows that are copies of each other have one number
     * @throws PermanentException where there are too few examples of a class
     */
    static Design ofTable(boolean[] labels, int[] copies, Training.Options options) {
        var groups = new Groups(copies, false);
        requireEnough("labelled rows", groups, labels, all(labels.length));
        return new Design(
                groups.split(labels, all(labels.length), options.folds(), options.seed()),
                groups,
                Drawing.everyone(labels.length),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Folds of users, or what came later.
     *
     * @throws PermanentException where too few examples of a class are left to learn from or to test on
     */
    static Design ofEvents(FeatureRows rows, boolean[] labels, EventTable table, Training.Options options) {
        var groups = new Groups(rows.groups(), true);
        requireEnough("labelled rows", groups, labels, all(labels.length));
        requireRates(rows.rates(), labels);
        var folds = folds(rows, groups, labels, table, options);
        return new Design(
                folds,
                groups,
                new Drawing(rows.rates()),
                newToShopper(rows, folds),
                table.question() == Question.SESSION ? Optional.of(wholeVisits(rows, folds)) : Optional.empty(),
                Optional.of(scope(rows, groups, folds, table)));
    }

    private static Folds folds(
            FeatureRows rows, Groups groups, boolean[] labels, EventTable table, Training.Options options) {
        return switch (table.protocol()) {
            case GROUPED -> groups.split(labels, all(labels.length), options.folds(), options.seed());
            case ROLLING -> {
                var folds = Folds.rolling(rows.cutoffs(), rows.untils(), table.testFrom());
                requireEnough("rows to test on, from " + table.testFrom() + " on", groups, labels, folds.heldOut(0));
                requireEnough(
                        "rows to learn from, whose labels were known at the first test cut-off",
                        groups,
                        labels,
                        folds.training(0));
                yield folds;
            }
        };
    }

    private static Evaluation.Scope scope(FeatureRows rows, Groups groups, Folds folds, EventTable table) {
        var tested = folds.heldOut();
        var cutoffs = table.cutoffs().stream()
                .filter(cutoff -> table.protocol() == Protocol.GROUPED || !cutoff.isBefore(table.testFrom()))
                .toList();
        return new Evaluation.Scope(
                table.question(),
                table.protocol(),
                table.protocol() == Protocol.ROLLING ? Optional.of(table.testFrom()) : Optional.empty(),
                cutoffs,
                table.lookBackDays(),
                table.horizonDays(),
                tested.length,
                IntStream.of(groups.units(tested)).max().orElse(-1) + 1L);
    }

    private static Optional<int[]> newToShopper(FeatureRows rows, Folds folds) {
        return rows.examples().features().stream()
                .filter(f -> f instanceof Feature.Numbers && f.name().equals(BOUGHT_BEFORE))
                .map(f -> ((Feature.Numbers) f).values())
                .findFirst()
                .map(times -> IntStream.of(folds.heldOut())
                        .filter(row -> times[row] == 0)
                        .toArray());
    }

    /** Rows are in the order of time, so a visit's last one holds all of it; their id is the visit's. */
    private static int[] wholeVisits(FeatureRows rows, Folds folds) {
        var last = new HashMap<Visit, Integer>();
        for (int row : folds.heldOut()) {
            last.put(new Visit(rows.users().get(row), rows.ids().get(row)), row);
        }
        return last.values().stream().mapToInt(row -> row).sorted().toArray();
    }

    private record Visit(String user, String session) {}

    /** A rate that told who bought would leak it into every probability. */
    private static void requireRates(double[] rates, boolean[] labels) {
        boolean drawn = IntStream.range(0, rates.length).anyMatch(row -> !labels[row] && rates[row] < 1);
        if (drawn && IntStream.range(0, rates.length).noneMatch(row -> labels[row] && rates[row] < 1)) {
            throw PermanentException.invalid(
                    "_rate of the feature table",
                    "the probability with which such a row is drawn where it did not buy, also of those that bought",
                    "1 for all that bought and less for others",
                    "report it: this is a fault of Foresale");
        }
    }

    private static void requireEnough(String what, Groups groups, boolean[] labels, int[] rows) {
        long positives = groups.with(true, labels, rows);
        long negatives = groups.with(false, labels, rows);
        if (positives < Training.FEWEST || negatives < Training.FEWEST) {
            throw PermanentException.invalid(
                    what,
                    "at least %d that bought and %d that did not".formatted(Training.FEWEST, Training.FEWEST),
                    "%,d that bought and %,d that did not".formatted(positives, negatives),
                    remedy(groups, positives + negatives));
        }
    }

    private static String remedy(Groups groups, long labelled) {
        if (groups.users()) {
            return "upload a longer log, or set other 'cutoffs', another 'testFrom' or a shorter 'horizonDays' in the data set's configuration";
        }
        return labelled == 0
                ? "name the label column as 'label' in the data set's configuration"
                : "upload more of the rarer kind, or check 'label' and 'positive' in the data set's configuration";
    }

    private static int[] all(int rows) {
        return IntStream.range(0, rows).toArray();
    }
}
