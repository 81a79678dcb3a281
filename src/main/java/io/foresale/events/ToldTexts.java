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

    void add(float[] vector, double age) {
        vectors.add(vector);
        weights.add(weight(age));
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
        var all = new double[vectors.size()];
        int count = 0;
        double sum = 0;
        double weighted = 0;
        double weightSum = 0;
        for (int i = 0; i < all.length; i++) {
            if (vectors.get(i) != text) {
                double similarity = Vectors.dot(vectors.get(i), text);
                all[count++] = similarity;
                sum += similarity;
                weighted += weights.get(i) * similarity;
                weightSum += weights.get(i);
            }
        }
        if (count == 0) {
            return UNKNOWN;
        }
        Arrays.sort(all, 0, count);
        int top = Math.min(TOP, count);
        double largest = Arrays.stream(all, count - top, count).sum() / top;
        return new double[] {sum / count, all[count - 1], weighted / weightSum, largest};
    }
}
