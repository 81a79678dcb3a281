package io.foresale.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Areas under the ROC curve of scores of the same rows, and their 95 % intervals over resamples of users. */
public final class UserBootstrap {

    private static final int RESAMPLES = 300;

    private final boolean[] labels;
    private final int[] user;
    private final int users;

    /**
     * Makes one.
     *
     * @param names of the users, one a row
     */
    public UserBootstrap(boolean[] labels, List<String> names) {
        var numbers = new HashMap<String, Integer>();
        this.labels = labels;
        this.user = names.stream()
                .mapToInt(name -> numbers.computeIfAbsent(name, _ -> numbers.size()))
                .toArray();
        this.users = numbers.size();
    }

    public double auc(double[] scores) {
        return new Ranking(labels, scores).rocAuc(ones(labels.length));
    }

    /** How much larger the area of the first scores is. */
    public Interval gain(double[] first, double[] second) {
        return interval(List.of(first, second), 1, -1);
    }

    /** The mean of the areas of several scores, each of all rows. */
    public Interval mean(List<double[]> scores) {
        var shares = new double[scores.size()];
        Arrays.fill(shares, 1.0 / shares.length);
        return interval(scores, shares);
    }

    private Interval interval(List<double[]> scores, double... factors) {
        var rankings = scores.stream().map(s -> new Ranking(labels, s)).toList();
        var random = new SplittableRandom(11);
        var sums = IntStream.range(0, RESAMPLES)
                .mapToDouble(_ -> sum(rankings, factors, resample(random)))
                .sorted()
                .toArray();
        return new Interval(
                sum(rankings, factors, ones(labels.length)),
                sums[(int) (0.025 * RESAMPLES)],
                sums[(int) (0.975 * RESAMPLES)]);
    }

    private static double sum(List<Ranking> rankings, double[] factors, int[] times) {
        return IntStream.range(0, factors.length)
                .mapToDouble(i -> factors[i] * rankings.get(i).rocAuc(times))
                .sum();
    }

    /** How often each row is drawn where as many users are drawn as there are. */
    private int[] resample(SplittableRandom random) {
        var drawn = new int[users];
        for (int i = 0; i < users; i++) {
            drawn[random.nextInt(users)]++;
        }
        return Arrays.stream(user).map(u -> drawn[u]).toArray();
    }

    private static int[] ones(int rows) {
        var ones = new int[rows];
        Arrays.fill(ones, 1);
        return ones;
    }
}
