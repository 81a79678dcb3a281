package io.foresale.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.demo.EventLog;
import io.foresale.demo.Language;
import io.foresale.demo.Shop;
import io.foresale.demo.Truth;
import io.foresale.evaluate.Metrics;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model of a made-up shop forecasts the shop's last week from what was known before it; beside it the probabilities that
 * buyers really had, which no model can beat, and what came of them.
 */
class ForecastAgainstTruthTest {

    private static final int HORIZON = 7;
    private static final Shop SHOP = new Shop(5, 2_500, 60, 63, Language.ENGLISH);
    private static final LocalDate CUTOFF = Shop.END.minusDays(HORIZON);

    @TempDir
    static Path scratch;

    private static List<Forecast> forecasts;

    /**
     * Of one shopper.
     *
     * @param expected the probability to buy as the model says
     * @param truth as it really was
     */
    private record Forecast(double expected, double truth, boolean bought) {}

    @BeforeAll
    static void theWeekIsForecast() {
        var week = new Week();
        var floor = new ShopFloor(scratch);
        floor.put("datasets/shop.json", "{\"events\": {\"questions\": [\"who\"]}}");
        floor.put("raw/shop/log.csv", week.before);
        assertThat(floor.refusals).isEmpty();
        var expected = new HashMap<String, Double>();
        for (var line : floor.everyone("shop-who")) {
            var cells = line.split(",");
            expected.put(cells[0], Double.parseDouble(cells[1]));
        }
        forecasts = week.customers.stream()
                .flatMap(customer -> Optional.ofNullable(
                        expected.get(customer.known() ? customer.user() : customer.cookie()))
                        .map(p -> new Forecast(p, customer.probability(), week.buyers.contains(customer.user())))
                        .stream())
                .toList();
    }

    /** What the shop heard of before it, and what came of it. */
    private static final class Week {

        final String before;
        final Set<String> buyers = new HashSet<>();
        final List<Truth.OfCustomer> customers = new ArrayList<>();

        Week() {
            long begins = CUTOFF.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
            var out = new ByteArrayOutputStream();
            try (var log = EventLog.csv(out)) {
                SHOP.play(
                        event -> {
                            if (event.received() <= begins) {
                                log.accept(event);
                            } else if (event.isPurchase() && event.time() > begins) {
                                event.by().user().ifPresent(buyers::add);
                            }
                        },
                        new Truth(Set.of(CUTOFF), HORIZON, customers::add, _ -> {}));
            }
            before = out.toString(UTF_8);
        }
    }

    @Test
    void mostOfThoseSeenLatelyAreForecast() {
        assertThat(forecasts).hasSizeGreaterThan(1_500);
        assertThat(forecasts.stream().filter(Forecast::bought).count()).isGreaterThan(50);
    }

    @Test
    void theForecastRanksBuyersMoreThanHalfAsWellAsTheTruthDoesAndNotBetter() {
        double possible = area(Forecast::truth) - 0.5;

        assertThat(area(Forecast::expected) - 0.5).isGreaterThan(possible / 2).isLessThan(possible + 0.02);
    }

    @Test
    void itExpectsAsManyBuyersAsTheTruthDoesAmongTheUnlikelyAndTheLikely() {
        assertThat(mean(forecasts, Forecast::expected)).isCloseTo(mean(forecasts, Forecast::truth), within(0.02));
        var rising = forecasts.stream()
                .sorted(Comparator.comparingDouble(Forecast::expected))
                .toList();
        for (int fifth = 0; fifth < 5; fifth++) {
            var some = rising.subList(rising.size() * fifth / 5, rising.size() * (fifth + 1) / 5);
            assertThat(mean(some, Forecast::expected))
                    .as("fifth %d", fifth)
                    .isCloseTo(mean(some, Forecast::truth), within(0.04));
        }
    }

    @Test
    void whoIsLikelierInTruthIsExpectedToBe() {
        assertThat(correlation()).isGreaterThan(0.4);
    }

    private static double area(ToDoubleFunction<Forecast> probability) {
        var bought = new boolean[forecasts.size()];
        for (int i = 0; i < bought.length; i++) {
            bought[i] = forecasts.get(i).bought;
        }
        return Metrics.of(bought, forecasts.stream().mapToDouble(probability).toArray(), new boolean[bought.length])
                .rocAuc();
    }

    private static double mean(List<Forecast> some, ToDoubleFunction<Forecast> of) {
        return some.stream().mapToDouble(of).average().orElseThrow();
    }

    private static double correlation() {
        double expected = mean(forecasts, Forecast::expected);
        double truth = mean(forecasts, Forecast::truth);
        double together = mean(forecasts, f -> (f.expected - expected) * (f.truth - truth));
        double spread = mean(forecasts, f -> Math.pow(f.expected - expected, 2));
        return together / Math.sqrt(spread * mean(forecasts, f -> Math.pow(f.truth - truth, 2)));
    }
}
