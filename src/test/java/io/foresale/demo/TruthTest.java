package io.foresale.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.demo.ShopEvent.Action;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TruthTest {

    private static final Shop SHOP = new Shop(11, 4_000, 200, 100, Language.ENGLISH);
    private static final int HORIZON = 7;
    private static final List<ShopEvent> LOG = new ArrayList<>();
    private static final List<Truth.OfCustomer> CUSTOMERS = new ArrayList<>();
    private static final List<Truth.OfVisit> VISITS = new ArrayList<>();
    private static final LocalDate ORDINARY = SHOP.opened().plusDays(70);
    private static final LocalDate BEFORE_CAMPAIGN = SHOP.campaign().minusDays(1);

    private static final String DECIDED = ".*(\\bbuy\\b|next day|\\btoday\\b|discount code|pick up).*";

    static {
        var cutoffs = Set.of(SHOP.opened().plusDays(30), BEFORE_CAMPAIGN, ORDINARY);
        SHOP.play(LOG::add, new Truth(cutoffs, HORIZON, CUSTOMERS::add, VISITS::add));
    }

    /** @param probability the truth; @param bought what came of it */
    private record Outcome(double probability, boolean bought) {}

    @Test
    void customersBuyAsOftenAsTheTruthSaysAlsoWhenACampaignBegins() {
        for (var cutoff : CUSTOMERS.stream().map(Truth.OfCustomer::cutoff).collect(toSet())) {
            assertCalibrated(outcomes(cutoff));
        }
    }

    @Test
    void visitsEndInAPurchaseAsOftenAsTheTruthSays() {
        var bought = LOG.stream()
                .filter(ShopEvent::isPurchase)
                .map(e -> e.by().session().orElseThrow())
                .collect(toSet());

        assertCalibrated(VISITS.stream()
                .map(visit -> new Outcome(visit.probability(), bought.contains(visit.session())))
                .toList());
    }

    @Test
    void theTruthTellsBuyersWellButNotForCertain() {
        assertThat(areaUnderCurve(outcomes(ORDINARY))).isBetween(0.82, 0.93);
    }

    @Test
    void wordsTellWhatCountsOfEventsDoNot() {
        var searches =
                LOG.stream().filter(e -> e.action() instanceof Action.Search).collect(groupingBy(e -> e.by().cookie()));
        var bought = new HashMap<Boolean, List<Boolean>>(Map.of(true, new ArrayList<>(), false, new ArrayList<>()));
        for (var cutoff : CUSTOMERS.stream().map(Truth.OfCustomer::cutoff).collect(toSet())) {
            var buyers = buyersAfter(cutoff);
            for (var customer : CUSTOMERS) {
                var queries = queriesBefore(cutoff, searches.getOrDefault(customer.cookie(), List.of()));
                if (customer.cutoff().equals(cutoff) && queries.size() == 1) {
                    bought.get(queries.getFirst().matches(DECIDED)).add(buyers.contains(customer.user()));
                }
            }
        }

        assertThat(bought.get(true)).hasSizeGreaterThan(50);
        assertThat(share(bought.get(true))).isGreaterThan(2 * share(bought.get(false)));
    }

    @Test
    void whoReadsWhatWasReceivedAfterTheCutoffSeesTheFuture() {
        long cutoff = seconds(ORDINARY);
        var leaked = LOG.stream()
                .filter(e -> e.action().word().equals("wishlist") && e.time() <= cutoff && e.received() > cutoff)
                .filter(e -> e.received() < cutoff + HORIZON * Outbox.DAY)
                .flatMap(e -> e.by().user().stream())
                .collect(toSet());
        var buyers = buyersAfter(ORDINARY);

        assertThat(leaked.stream().filter(buyers::contains).count()).isGreaterThan(leaked.size() * 9 / 10);
        assertThat(buyers.stream().filter(leaked::contains).count()).isGreaterThan(buyers.size() * 8 / 10);
    }

    @Test
    void theTruthOfAQuietDayIsWhatOneMultipliesByHand() {
        var catalogue = new Catalogue(1, 48, Language.ENGLISH.grammar());
        var season = new Season(1, 1, 0);
        var customer = IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> Customer.of(1, n, 10, catalogue, new Dice()))
                .filter(c -> c.intent() == Intent.DREAMING)
                .findFirst()
                .orElseThrow();

        double nothing = Stream.of(Intent.values())
                .mapToDouble(to -> Intent.DREAMING.turnsInto(to)
                        * Math.exp(-customer.visits(to, season) * customer.buying(to, season)))
                .sum();
        assertThat(Truth.ofBuying(customer, List.of(season))).isCloseTo(1 - nothing, within(1e-12));
        assertThat(Truth.ofBuying(customer, List.of())).isCloseTo(0, within(1e-12));
    }

    @Test
    void intentsTurnIntoOneAnotherWithProbabilitiesThatAddUp() {
        assertThat(Intent.values()).allSatisfy(from -> assertThat(
                        Stream.of(Intent.values()).mapToDouble(from::turnsInto).sum())
                .isCloseTo(1, within(1e-12)));
    }

    private static double share(List<Boolean> bought) {
        return bought.stream().filter(yes -> yes).count() / (double) bought.size();
    }

    private static List<String> queriesBefore(LocalDate cutoff, List<ShopEvent> searches) {
        long until = seconds(cutoff);
        return searches.stream()
                .filter(e -> e.received() <= until && e.time() > until - HORIZON * Outbox.DAY)
                .map(e -> ((Action.Search) e.action()).query())
                .toList();
    }

    private static Set<String> buyersAfter(LocalDate cutoff) {
        long from = seconds(cutoff);
        return LOG.stream()
                .filter(e -> e.isPurchase() && e.time() > from && e.time() <= from + HORIZON * Outbox.DAY)
                .map(e -> e.by().user().orElseThrow())
                .collect(toSet());
    }

    private static List<Outcome> outcomes(LocalDate cutoff) {
        var buyers = buyersAfter(cutoff);
        return CUSTOMERS.stream()
                .filter(customer -> customer.cutoff().equals(cutoff))
                .map(customer -> new Outcome(customer.probability(), buyers.contains(customer.user())))
                .toList();
    }

    /** In each tenth by probability as many bought as expected, within four standard errors. */
    private static void assertCalibrated(List<Outcome> outcomes) {
        var sorted = outcomes.stream()
                .sorted(Comparator.comparingDouble(Outcome::probability))
                .toList();
        for (int tenth = 0; tenth < 10; tenth++) {
            var some = sorted.subList(sorted.size() * tenth / 10, sorted.size() * (tenth + 1) / 10);
            double expected = some.stream().mapToDouble(Outcome::probability).sum();
            double variance = some.stream()
                    .mapToDouble(o -> o.probability() * (1 - o.probability()))
                    .sum();
            assertThat((double) some.stream().filter(Outcome::bought).count())
                    .isCloseTo(expected, within(4 * Math.sqrt(variance) + 1));
        }
    }

    /** The share of pairs of a buyer and another in which the buyer has the higher probability; ties count half. */
    private static double areaUnderCurve(List<Outcome> outcomes) {
        double won = 0;
        double pairs = 0;
        for (var buyer : outcomes) {
            for (var other : outcomes) {
                if (buyer.bought() && !other.bought()) {
                    won += 0.5 + 0.5 * Math.signum(buyer.probability() - other.probability());
                    pairs++;
                }
            }
        }
        return won / pairs;
    }

    private static long seconds(LocalDate midnight) {
        return midnight.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
