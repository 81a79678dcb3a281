package io.foresale.demo;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;

/** What a shopper did in the last 28 days, drawn from how engaged and how rich they are. */
record Habits(
        int visits,
        int productPages,
        int cartAdds,
        OptionalInt daysSinceLastOrder,
        OptionalDouble averageBasket,
        Optional<String> device,
        String country,
        String channel,
        boolean newsletter) {

    private static final String[] DEVICES = {"mobile", "mobile", "mobile", "desktop", "desktop", "tablet"};
    private static final String[] COUNTRIES = {
        "DE", "DE", "DE", "DE", "FR", "FR", "FR", "NL", "NL", "AT", "AT", "IT", "IT", "ES", "PL", "BE"
    };
    private static final String[] RARE_COUNTRIES = {"PT", "IE", "LU", "MT", "EE", "IS", "CY"};
    private static final String[] CHANNELS = {
        "search", "search", "search", "direct", "direct", "newsletter", "social", "social", "ads", "affiliate"
    };

    static Habits draw(Random random) {
        var engagement = random.nextGaussian();
        var budget = random.nextGaussian();
        var ordered = random.nextDouble() < 0.7;
        return new Habits(
                1 + count(random, 0.6 + 0.7 * engagement),
                1 + count(random, 1.6 + 0.7 * engagement),
                count(random, -0.7 + 0.9 * engagement),
                ordered ? OptionalInt.of(1 + count(random, 3.6 - 0.4 * engagement)) : OptionalInt.empty(),
                ordered ? OptionalDouble.of(basket(random, budget)) : OptionalDouble.empty(),
                random.nextDouble() < 0.03 ? Optional.empty() : Optional.of(any(random, DEVICES)),
                any(random, random.nextDouble() < 0.03 ? RARE_COUNTRIES : COUNTRIES),
                any(random, CHANNELS),
                random.nextDouble() < 0.35);
    }

    /** How strongly the habits speak for a purchase, in log odds; about 0 on average. */
    double urge() {
        return 1.4 * (StrictMath.log1p(cartAdds) - 0.45)
                + 0.85 * (StrictMath.log(visits) - 0.9)
                + 0.25 * (StrictMath.log(productPages) - 1.7)
                - 0.4 * (StrictMath.log1p(daysSinceLastOrder.orElse(60)) - 3.6)
                + (device.equals(Optional.of("desktop")) ? 0.35 : -0.15)
                + (newsletter ? 0.4 : -0.2)
                + switch (channel) {
                    case "newsletter", "direct" -> 0.5;
                    case "social", "ads" -> -0.5;
                    default -> 0;
                };
    }

    /** A skewed count: log-normal, rounded down. */
    private static int count(Random random, double logMean) {
        return (int) StrictMath.exp(logMean + 0.7 * random.nextGaussian());
    }

    private static double basket(Random random, double budget) {
        return StrictMath.round(100 * StrictMath.exp(3.7 + 0.5 * budget + 0.2 * random.nextGaussian())) / 100.0;
    }

    private static String any(Random random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
