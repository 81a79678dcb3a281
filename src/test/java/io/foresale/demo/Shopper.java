package io.foresale.demo;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One shopper of the demo, as the shop knows them, with the truth that it does not know.
 *
 * @param visits in the last 28 days, at least 1
 * @param productPages looked at in the last 28 days
 * @param cartAdds products put into the cart in the last 28 days
 * @param daysSinceLastOrder empty for who never ordered
 * @param averageBasket in euro; empty for who never ordered
 * @param lastMessage a review or a message to the shop
 * @param purchased empty while it is not known yet
 * @param probability the truth: how likely this shopper was to buy
 */
public record Shopper(
        String id,
        LocalDateTime lastVisit,
        int visits,
        int productPages,
        int cartAdds,
        OptionalInt daysSinceLastOrder,
        OptionalDouble averageBasket,
        Optional<String> device,
        String country,
        String channel,
        boolean newsletter,
        Optional<String> lastSearch,
        Optional<String> lastMessage,
        Optional<Boolean> purchased,
        double probability) {}
