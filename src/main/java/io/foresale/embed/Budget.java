package io.foresale.embed;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one call of {@code embed} may use.
 *
 * @param maxTokens of models that are paid for
 * @param maxCost in the currency of the models' price
 * @param maxTime after which the rest is left to the next delivery
 * @param dryRun whether tokens and cost are estimated only
 */
public record Budget(OptionalLong maxTokens, OptionalDouble maxCost, Duration maxTime, boolean dryRun) {

    /** No limit but a day. */
    public static Budget unlimited() {
        return new Budget(OptionalLong.empty(), OptionalDouble.empty(), Duration.ofDays(1), false);
    }
}
