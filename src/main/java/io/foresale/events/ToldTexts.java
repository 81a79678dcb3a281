package io.foresale.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The vectors of some texts of a shopper, latest first, and how alike to them another text is. */
final class ToldTexts {

    /** In so many days a text comes to count half. */
    private static final double HALF_LIFE = 30;

    private static final int TOP = 5;

    /** The likeness where nothing is known. */
    static final double[] UNKNOWN = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};

    private final List<float[]> vectors = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    /** The first number of each vector, then the second of each …: so the machine multiplies many at a time. */
    private float[] byDimension = {};

    void add(float[] vector, double age) {
        vectors.add(vector);
        weights.add(weight(age));
        byDimension = new float[0];
    }

    /** What a text of this age, in days, counts. */
    static double weight(double age) {
        return Math.pow(0.5, age / HALF_LIFE);
    }

    /**
     * Mean, largest, recency-weighted mean and mean of the largest few of the similarities to a text; NaN without texts. The
     * text itself does not count: that it was used before is not for similarity to say.
     */
    double[] likeness(float[] text) {
        var similarities = similarities(text);
        var largest = new double[TOP];
        int count = 0;
        double sum = 0;
        double weighted = 0;
        double weightSum = 0;
        for (int i = 0; i < similarities.length; i++) {
            if (vectors.get(i) != text) {
                double similarity = similarities[i];
                insert(largest, count++, similarity);
                sum += similarity;
                weighted += weights.get(i) * similarity;
                weightSum += weights.get(i);
            }
        }
        if (count == 0) {
            return UNKNOWN;
        }
        int top = Math.min(TOP, count);
        double mean = Arrays.stream(largest, 0, top).sum() / top;
        return new double[] {sum / count, largest[0], weighted / weightSum, mean};
    }

    /** Keeps the largest, the largest first, of which {@code count} were there before. */
    private static void insert(double[] largest, int count, double value) {
        int place = Math.min(count, largest.length);
        while (place > 0 && largest[place - 1] < value) {
            if (place < largest.length) {
                largest[place] = largest[place - 1];
            }
            place--;
        }
        if (place < largest.length) {
            largest[place] = value;
        }
    }

    /** Sums are made side by side, which {@link Vectors#dot} text by text could not be. */
    private float[] similarities(float[] text) {
        int count = vectors.size();
        var numbers = numbers();
        var sums = new float[count];
        for (int dimension = 0; dimension < text.length && count > 0; dimension++) {
            float factor = text[dimension];
            int from = dimension * count;
            for (int i = 0; i < count; i++) {
                sums[i] += factor * numbers[from + i];
            }
        }
        return sums;
    }

    private float[] numbers() {
        if (byDimension.length == 0 && !vectors.isEmpty()) {
            int count = vectors.size();
            byDimension = new float[count * vectors.getFirst().length];
            for (int i = 0; i < count; i++) {
                var vector = vectors.get(i);
                for (int dimension = 0; dimension < vector.length; dimension++) {
                    byDimension[dimension * count + i] = vector[dimension];
                }
            }
        }
        return byDimension;
    }
}
