package io.foresale.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the log does not tell: how likely customers and visits are to buy. It is only asked for by tests, to measure
 * calibration and to bound what any model can reach.
 *
 * @param cutoffs the midnights, at the start of these days (UTC), at which customers are told of
 * @param horizonDays within which they buy or not
 */
public record Truth(Set<LocalDate> cutoffs, int horizonDays, Consumer<OfCustomer> customers, Consumer<OfVisit> visits) {

    /**
     * @param known whether the shop has learned who they are; if not, it knows their cookie at most
     * @param probability to order at least once within the horizon, whatever is sent back
     */
    public record OfCustomer(LocalDate cutoff, String user, String cookie, boolean known, double probability) {

        public static final String HEADER = "cutoff,user_id,anonymous_id,known,probability";

        public String line() {
            return cutoff + "," + user + "," + cookie + "," + known + "," + probability;
        }
    }

    /** @param probability to end in a purchase, as it was at the beginning of the visit */
    public record OfVisit(String session, double probability) {

        public static final String HEADER = "session_id,probability";

        public String line() {
            return session + "," + probability;
        }
    }

    public Truth {
        cutoffs = Set.copyOf(cutoffs);
    }

    /** Nobody wants to know. */
    public static Truth untold() {
        return new Truth(Set.of(), 1, _ -> {}, _ -> {});
    }

    /**
     * Exact: visits of a day come by a Poisson process, each buys by itself, and intents change overnight; so the chance of
     * having bought nothing is carried from day to day over all intents.
     */
    static double ofBuying(Customer customer, List<Season> days) {
        var intents = Intent.values();
        var nothing = new double[intents.length];
        nothing[customer.intent().ordinal()] = 1;
        for (var season : days) {
            var next = new double[intents.length];
            for (var to : intents) {
                for (var from : intents) {
                    next[to.ordinal()] += nothing[from.ordinal()] * from.turnsInto(to);
                }
                double purchases = customer.visits(to, season) * customer.buying(to, season);
                next[to.ordinal()] *= StrictMath.exp(-purchases);
            }
            nothing = next;
        }
        double left = 0;
        for (var share : nothing) {
            left += share;
        }
        return 1 - left;
    }
}
