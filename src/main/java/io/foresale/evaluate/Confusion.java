package io.foresale.evaluate;

/** Decisions against the truth, counted. */
public record Confusion(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

    public static Confusion of(boolean[] labels, boolean[] decisions) {
        var counts = new long[4];
        for (int i = 0; i < labels.length; i++) {
            counts[(labels[i] ? 0 : 1) + (decisions[i] ? 0 : 2)]++;
        }
        return new Confusion(counts[0], counts[1], counts[2], counts[3]);
    }

    /** The share of right decisions. */
    public double accuracy() {
        return ratio(truePositives + trueNegatives, truePositives + falsePositives + falseNegatives + trueNegatives);
    }

    /** The share of buyers among those called so; 0 where no one was. */
    public double precision() {
        return ratio(truePositives, truePositives + falsePositives);
    }

    /** The share of buyers that were called so. */
    public double recall() {
        return ratio(truePositives, truePositives + falseNegatives);
    }

    /** The harmonic mean of precision and recall. */
    public double f1() {
        return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : part / (double) whole;
    }
}
