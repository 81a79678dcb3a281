package io.foresale.train;

import io.foresale.adapter.ejml.EjmlEigenSolver;
import io.foresale.adapter.liblinear.LiblinearLearner;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Two hundred shoppers, a quarter of whom buy, with a number, a category and a text that each say a little about it. */
final class Small {

    static final int ROWS = 200;

    private Small() {}

    static Training training(int threads) {
        return new Training(new LiblinearLearner(), new EjmlEigenSolver(), threads, 1L << 30);
    }

    static Training.Trained train(Examples examples, boolean[] labels) {
        return training(2).train(examples, labels, new Training.Options(4, 5), done -> {});
    }

    static boolean[] labels() {
        var labels = new boolean[ROWS];
        for (int row = 0; row < ROWS; row++) {
            labels[row] = row % 4 == 0;
        }
        return labels;
    }

    static Examples examples() {
        var all = new ArrayList<>(behaviour().features());
        all.addAll(text().features());
        return new Examples(ROWS, all);
    }

    static Examples behaviour() {
        var random = new SplittableRandom(1);
        var pages = new double[ROWS];
        var months = new String[ROWS];
        for (int row = 0; row < ROWS; row++) {
            boolean buys = row % 4 == 0;
            pages[row] = row % 17 == 0 ? Double.NaN : random.nextDouble() + (buys ? 0.3 : 0);
            months[row] = random.nextDouble() < (buys ? 0.65 : 0.35) ? "Nov" : "May";
        }
        return examples(new Feature.Numbers("pages", pages), new Feature.Levels("month", months));
    }

    /** Vectors of three dimensions, the first of which tells; every ninth shopper wrote nothing. */
    static Examples text() {
        var random = new SplittableRandom(2);
        var notes = new float[ROWS][];
        for (int row = 0; row < ROWS; row++) {
            float told = (float) (random.nextDouble(-0.5, 0.5) + (row % 4 == 0 ? 0.5 : 0));
            float side = (float) Math.sqrt(1 - told * told);
            double angle = random.nextDouble(6);
            notes[row] = row % 9 == 0
                    ? new float[0]
                    : new float[] {told, side * (float) Math.cos(angle), side * (float) Math.sin(angle)};
        }
        return examples(new Feature.Vectors("note", 3, notes));
    }

    static Examples examples(Feature... features) {
        return new Examples(ROWS, List.of(features));
    }
}
