package io.foresale.demo;

import java.util.random.RandomGenerator;

/**
 * Chance that falls the same on every machine: SplitMix64, and {@link StrictMath} where a logarithm is needed. It can be
 * set anew for each customer and day, so that what one customer does never depends on another.
 */
final class Dice implements RandomGenerator {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    /** Chance of its own for one thing, {@code who}, at one time, {@code when}. */
    Dice setFor(long seed, long who, long when) {
        state = mix(mix(mix(seed + STEP) ^ who) + STEP * when);
        return this;
    }

    @Override
    public long nextLong() {
        state += STEP;
        return mix(state);
    }

    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    @Override
    public int nextInt(int bound) {
        return (int) (((nextLong() >>> 33) * bound) >>> 31);
    }

    int between(int least, int most) {
        return least + nextInt(most - least + 1);
    }

    boolean chance(double probability) {
        return nextDouble() < probability;
    }

    <T> T any(T[] choices) {
        return choices[nextInt(choices.length)];
    }

    /** The place of one of the weights, each as likely as its share of their sum. */
    int weighted(double[] weights) {
        double sum = 0;
        for (var weight : weights) {
            sum += weight;
        }
        double left = nextDouble() * sum;
        int place = 0;
        while (place < weights.length - 1 && (left -= weights[place]) >= 0) {
            place++;
        }
        return place;
    }

    @Override
    public double nextGaussian() {
        double x;
        double square;
        do {
            x = 2 * nextDouble() - 1;
            double y = 2 * nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    }

    /** How often something happens that happens {@code mean} times on average; made for small means. */
    int poisson(double mean) {
        double left = nextDouble();
        if (left < 1 - mean) {
            return 0; // exp(-mean) is above 1 - mean: mostly there is no need to know it
        }
        double share = StrictMath.exp(-mean);
        int times = 0;
        while (left >= share && times < 50) {
            left -= share;
            times++;
            share *= mean / times;
        }
        return times;
    }

    private static long mix(long bits) {
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
