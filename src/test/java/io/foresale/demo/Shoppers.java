package io.foresale.demo;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Draws shoppers one after the other. {@link Random} and {@link StrictMath} are used because their results are
 * specified to the last bit on every platform.
 */
final class Shoppers {

    /** The demo's today; fixed, so that the same seed gives the same bytes on any day. */
    private static final LocalDateTime TODAY = LocalDateTime.of(2026, 3, 1, 0, 0);

    private static final int TASTES = 8;

    /** Log odds of the average shopper; makes about one in five buy. */
    private static final double BASE = -2.3;

    /** Log odds for one standard deviation of intent: what only the words can tell. */
    private static final double INTENT = 2.0;

    private final Grammar grammar;
    private final Random random;
    private final Set<Integer> ids = new HashSet<>();

    Shoppers(long seed, Grammar grammar) {
        this.random = new Random(seed);
        this.grammar = grammar;
    }

    Shopper next() {
        var intent = random.nextGaussian();
        var taste = random.nextInt(TASTES);
        var habits = Habits.draw(random);
        var probability = 1 / (1 + StrictMath.exp(-(BASE + habits.urge() + INTENT * intent)));
        var purchased = random.nextDouble() < probability;
        return new Shopper(
                id(),
                TODAY.minus(1 + random.nextInt(28 * 24 * 60 - 1), ChronoUnit.MINUTES),
                habits.visits(),
                habits.productPages(),
                habits.cartAdds(),
                habits.daysSinceLastOrder(),
                habits.averageBasket(),
                habits.device(),
                habits.country(),
                habits.channel(),
                habits.newsletter(),
                words("search", 0.15, intent, taste),
                words("message", 0.08, intent, taste),
                random.nextDouble() < 0.04 ? Optional.empty() : Optional.of(purchased),
                probability);
    }

    /** Drawn without order, so that an id says nothing about its shopper. */
    private String id() {
        int id;
        do {
            id = random.nextInt(100_000_000);
        } while (!ids.add(id));
        return "S" + (100_000_000 + id);
    }

    private Optional<String> words(String kind, double missing, double intent, int taste) {
        if (random.nextDouble() < missing) {
            return Optional.empty();
        }
        return Optional.of(grammar.say(kind + tone(intent), taste, random));
    }

    /** One of five tones, 0 the coldest; who means the same does not always say the same. */
    private int tone(double intent) {
        var heard = intent + 0.35 * random.nextGaussian();
        return heard < -1.2 ? 0 : heard < -0.4 ? 1 : heard < 0.4 ? 2 : heard < 1.2 ? 3 : 4;
    }
}
