package io.foresale.port;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a job may use: having the models asked about the texts of one part, or of one file of shoppers to score.
 *
 * @param maxTokens of models that are paid for, in all deliveries
 * @param maxCost in the currency of the models' price, in all deliveries
 * @param maxTime of one delivery, after which the rest is left to the next delivery
 * @param dryRun whether tokens and cost are estimated only
 */
public record Budget(OptionalLong maxTokens, OptionalDouble maxCost, Duration maxTime, boolean dryRun) {

    /** Whether it matters what earlier deliveries used. */
    public boolean isCapped() {
        return maxTokens().isPresent() || maxCost().isPresent();
    }

    /** No limit but a day. */
    public static Budget unlimited() {
        return new Budget(OptionalLong.empty(), OptionalDouble.empty(), Duration.ofDays(1), false);
    }
}
