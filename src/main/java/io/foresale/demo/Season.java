package io.foresale.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * What one day does to everyone: the time of the year, the day of the week, and a campaign of a week that takes a fifth off
 * all prices.
 *
 * @param visits factor on how many come
 * @param buying factor on how many of those buy
 * @param discount off all prices, as a share
 */
record Season(double visits, double buying, double discount) {

    private static final int BEFORE_CHRISTMAS = 346;

    static Season of(LocalDate date, boolean campaign) {
        double yearly = 1 + 0.2 * StrictMath.cos(2 * StrictMath.PI * (date.getDayOfYear() - BEFORE_CHRISTMAS) / 365.25);
        return new Season(
                yearly * weekly(date.getDayOfWeek()) * (campaign ? 1.4 : 1), campaign ? 1.35 : 1, campaign ? 0.2 : 0);
    }

    private static double weekly(DayOfWeek day) {
        return switch (day) {
            case MONDAY, TUESDAY, WEDNESDAY -> 0.9;
            case THURSDAY -> 0.95;
            case FRIDAY -> 1;
            case SATURDAY -> 1.1;
            case SUNDAY -> 1.25;
        };
    }
}
