package io.foresale.model;

import io.foresale.model.Examples.Feature;
import java.util.Arrays;
import java.util.List;

/**
 * Turns one column into numbers that a linear model can weigh. What it needs to know of the data was learned from training
 * rows and does not change.
 */
public sealed interface Encoder {

    /** The column's name. */
    String name();

    /** How many numbers it makes. */
    int width();

    /** Writes the numbers of a row, from {@code at} on. The column may be another kind of feature: then it is missing. */
    void encode(Feature column, int row, float[] out, int at);

    /** Writes the numbers of a row of which this column is not known. */
    void encodeMissing(float[] out, int at);

    /** Whether a row has no value here. */
    boolean missing(Feature column, int row);

    /** Whether a row has a value here that no training row had. */
    default boolean unknown(Feature column, int row) {
        return false;
    }

    /**
     * A quantity: filled where missing, transformed, standardised; then, where training rows showed them, whether it was
     * missing and whether it was zero.
     *
     * @param fill the median of the training rows
     * @param mean and {@code deviation}: of the transformed training values; a deviation is not 0
     */
    record Numeric(
            String name,
            NumericTransform transform,
            double fill,
            double mean,
            double deviation,
            boolean showsMissing,
            boolean showsZero)
            implements Encoder {

        /** A value far outside of what was seen counts as this many deviations, so that one outlier decides nothing alone. */
        private static final double FARTHEST = 8;

        @Override
        public int width() {
            return 1 + (showsMissing ? 1 : 0) + (showsZero ? 1 : 0);
        }

        @Override
        public void encode(Feature column, int row, float[] out, int at) {
            if (missing(column, row)) {
                encodeMissing(out, at);
            } else {
                put(((Feature.Numbers) column).values()[row], false, out, at);
            }
        }

        @Override
        public void encodeMissing(float[] out, int at) {
            put(fill, true, out, at);
        }

        private void put(double value, boolean missing, float[] out, int at) {
            double standardised = (transform.apply(value) - mean) / deviation;
            int next = at;
            out[next++] = (float) Math.clamp(standardised, -FARTHEST, FARTHEST);
            if (showsMissing) {
                out[next++] = missing ? 1 : 0;
            }
            if (showsZero) {
                out[next] = !missing && value == 0 ? 1 : 0;
            }
        }

        @Override
        public boolean missing(Feature column, int row) {
            return !(column instanceof Feature.Numbers numbers) || Double.isNaN(numbers.values()[row]);
        }
    }

    /**
     * A category: one number a level that was frequent enough, one for all rare and unknown levels together, one for none.
     *
     * @param levels the frequent ones
     * @param rare the levels seen too seldom to weigh alone
     */
    record Categorical(String name, List<String> levels, List<String> rare, boolean showsMissing) implements Encoder {

        public Categorical {
            levels = List.copyOf(levels);
            rare = List.copyOf(rare);
        }

        @Override
        public int width() {
            return levels.size() + 1 + (showsMissing ? 1 : 0);
        }

        @Override
        public void encode(Feature column, int row, float[] out, int at) {
            if (missing(column, row)) {
                encodeMissing(out, at);
            } else {
                int level = levels.indexOf(((Feature.Levels) column).values()[row]);
                Arrays.fill(out, at, at + width(), 0);
                out[at + (level < 0 ? levels.size() : level)] = 1;
            }
        }

        @Override
        public void encodeMissing(float[] out, int at) {
            Arrays.fill(out, at, at + width(), 0);
            if (showsMissing) {
                out[at + levels.size() + 1] = 1;
            }
        }

        @Override
        public boolean missing(Feature column, int row) {
            return !(column instanceof Feature.Levels levels) || levels.values()[row].isEmpty();
        }

        @Override
        public boolean unknown(Feature column, int row) {
            return column instanceof Feature.Levels values
                    && !values.values()[row].isEmpty()
                    && !levels.contains(values.values()[row])
                    && !rare.contains(values.values()[row]);
        }
    }

    /** A text's vector, whole or reduced; then, where training rows showed it, whether there was no text. */
    record Text(String name, TextReduction reduction, boolean showsMissing) implements Encoder {

        @Override
        public int width() {
            return reduction.width() + (showsMissing ? 1 : 0);
        }

        @Override
        public void encode(Feature column, int row, float[] out, int at) {
            if (missing(column, row)) {
                encodeMissing(out, at);
            } else {
                reduction.apply(((Feature.Vectors) column).values()[row], out, at);
                if (showsMissing) {
                    out[at + reduction.width()] = 0;
                }
            }
        }

        /** No text is written as the mean of all texts. */
        @Override
        public void encodeMissing(float[] out, int at) {
            Arrays.fill(out, at, at + reduction.width(), 0);
            if (showsMissing) {
                out[at + reduction.width()] = 1;
            }
        }

        @Override
        public boolean missing(Feature column, int row) {
            return !(column instanceof Feature.Vectors vectors)
                    || vectors.values()[row].length != reduction.dimensions();
        }
    }
}
