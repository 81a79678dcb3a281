package io.foresale.train;

import io.foresale.model.Encoder;
import java.util.ArrayList;
import java.util.TreeMap;

/** Learns from training rows which levels of a category weigh alone. */
final class CategoricalFit {

    /** A level that fewer training rows have shares a weight with all other rare ones. */
    private static final int RARE = 10;

    private CategoricalFit() {}

    static Encoder.Categorical fit(String name, String[] column, int[] rows) {
        var counts = new TreeMap<String, Integer>();
        for (int row : rows) {
            counts.merge(column[row], 1, Integer::sum);
        }
        boolean missing = counts.remove("") != null;
        var levels = new ArrayList<String>();
        var rare = new ArrayList<String>();
        counts.forEach((level, count) -> (count >= RARE ? levels : rare).add(level));
        return new Encoder.Categorical(name, levels, rare, missing);
    }
}
