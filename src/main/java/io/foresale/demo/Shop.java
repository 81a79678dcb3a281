package io.foresale.demo;

import java.time.LocalDate;
import java.util.function.Consumer;

/**
 * A shop that does not exist, and everything that happens in it. Whether a customer buys depends on what they are up to,
 * which shows in what they do and more clearly in what they write; which product they buy, on tastes of which some show in
 * words only. The same seed gives the same log everywhere, and memory grows with customers, not with events.
 *
 * @param products at least 48, one for each category and theme
 * @param days until {@link #END}; less than 4,096
 * @param language of names, searches and reviews
 */
public record Shop(long seed, int customers, int products, int days, Language language) {

    /** The day after the last; fixed, so that the same seed gives the same bytes on any day. */
    public static final LocalDate END = LocalDate.of(2026, 3, 1);

    private static final int DAYS = 120;
    private static final int EVENTS_PER_CUSTOMER = 88;
    private static final int CAMPAIGN_DAYS = 7;

    public Shop {
        requireRange("customers", customers, 1, 100_000_000);
        requireRange("products", products, Catalogue.AISLES * Catalogue.THEMES, 10_000_000);
        requireRange("days", days, 1, 4_095);
    }

    /** A shop of 120 days with about so many events. */
    public static Shop ofEvents(long seed, long events, Language language) {
        int customers = (int) Math.max(1, events / EVENTS_PER_CUSTOMER);
        return new Shop(seed, customers, Math.clamp(customers / 10, 200, 20_000), DAYS, language);
    }

    /** Tells what happens, in the order in which the shop hears of it. */
    public void play(Consumer<ShopEvent> log) {
        play(log, Truth.untold());
    }

    public void play(Consumer<ShopEvent> log, Truth truth) {
        new Simulation(this, truth).run(log);
    }

    public LocalDate opened() {
        return END.minusDays(days);
    }

    /** The first day of a week of lower prices, in the middle of the log. */
    public LocalDate campaign() {
        return opened().plusDays(days / 2);
    }

    Season season(int day) {
        int intoCampaign = day - days / 2;
        return Season.of(opened().plusDays(day), intoCampaign >= 0 && intoCampaign < CAMPAIGN_DAYS);
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("a shop has " + least + " to " + most + " " + name + ", not " + value);
        }
    }
}
