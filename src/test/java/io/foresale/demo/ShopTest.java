package io.foresale.demo;

import static java.util.stream.Collectors.averagingDouble;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.demo.ShopEvent.Action;
import io.foresale.demo.ShopEvent.Line;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShopTest {

    private static final Shop SHOP = new Shop(7, 1_500, 200, 120, Language.ENGLISH);
    private static final List<ShopEvent> LOG = log(SHOP);
    private static final List<ShopEvent> ONCE =
            LOG.stream().collect(toMap(ShopEvent::id, e -> e, (first, _) -> first)).values().stream()
                    .toList();

    @Test
    void theSameSeedGivesTheSameLogAndAnotherSeedAnother() {
        var shop = new Shop(3, 100, 48, 30, Language.ENGLISH);

        assertThat(log(shop)).isEqualTo(log(shop));
        assertThat(log(shop)).isNotEqualTo(log(new Shop(4, 100, 48, 30, Language.ENGLISH)));
    }

    @Test
    void aCustomerDoesTheSameHoweverManyOthersThereAre() {
        var ids = IntStream.range(0, 100).mapToObj(Ids::user).collect(toSet());
        Predicate<ShopEvent> theirs = e -> e.by().user().filter(ids::contains).isPresent();
        var few = log(new Shop(3, 100, 48, 60, Language.ENGLISH)).stream().filter(theirs);
        var many = log(new Shop(3, 300, 48, 60, Language.ENGLISH)).stream().filter(theirs);

        assertThat(few.toList()).hasSizeGreaterThan(500).hasSameElementsAs(many.toList());
    }

    @Test
    void aShopOfSoManyEventsHasAboutThatMany() {
        long rows = log(Shop.ofEvents(1, 100_000, Language.ENGLISH)).stream()
                .mapToLong(ShopEvent::rows)
                .sum();

        assertThat(rows).isBetween(85_000L, 115_000L);
    }

    @Test
    void everythingHappensAsOftenAsInAShop() {
        var counts = ONCE.stream().collect(groupingBy(e -> e.action().word(), counting()));

        assertThat(counts)
                .containsOnlyKeys(
                        "view",
                        "list_view",
                        "search",
                        "add_to_cart",
                        "remove_from_cart",
                        "wishlist",
                        "begin_checkout",
                        "purchase",
                        "refund",
                        "review",
                        "other");
        assertThat(Stream.of("view", "search", "add_to_cart", "begin_checkout", "purchase", "review")
                        .map(counts::get))
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat((double) counts.get("refund") / counts.get("purchase")).isBetween(0.03, 0.15);
        assertThat(counts.get("review")).isGreaterThan(200L);
    }

    @Test
    void theLogIsInTheOrderInWhichTheShopHearsOfThings() {
        assertThat(LOG).allMatch(e -> e.received() > e.time());
        assertThat(ONCE.stream().filter(e -> e.received() - e.time() > 3_600).count())
                .isGreaterThan(LOG.size() / 100);
        long backwards = IntStream.range(1, LOG.size())
                .filter(n -> LOG.get(n).received() < LOG.get(n - 1).received())
                .count();
        assertThat(backwards).isLessThan(LOG.size() / 100);
    }

    @Test
    void someEventsAreUploadedTwiceAndNoTwoOthersShareAnId() {
        assertThat(new HashSet<>(LOG)).hasSameSizeAs(ONCE);
        assertThat(LOG.size() - ONCE.size()).isBetween(LOG.size() / 1_000, LOG.size() / 200);
    }

    @Test
    void refundsNameTheirOrderAndComeDaysAfterIt() {
        var bought = ONCE.stream().filter(ShopEvent::isPurchase).collect(toMap(ShopTest::order, ShopEvent::time));
        var refunds = ONCE.stream().filter(e -> e.action().word().equals("refund"));

        assertThat(refunds).isNotEmpty().allSatisfy(refund -> {
            assertThat(bought).containsKey(order(refund));
            assertThat(refund.time() - bought.get(order(refund))).isBetween(3 * Outbox.DAY, 15 * Outbox.DAY);
        });
    }

    @Test
    void ordersHaveOneOrSeveralProducts() {
        var sizes = ONCE.stream()
                .filter(ShopEvent::isPurchase)
                .collect(groupingBy(e -> ((Action.Order) e.action()).lines().size(), counting()));

        assertThat(sizes.get(1)).isGreaterThan(sizes.get(2));
        assertThat(sizes.get(2)).isGreaterThan(sizes.get(3));
    }

    @Test
    void botsLookAtHundredsOfProductsADayAndBuyNothing() {
        var busy = ONCE.stream()
                .filter(e -> e.action().word().equals("view"))
                .collect(groupingBy(e -> Map.entry(e.by().cookie(), day(e)), counting()))
                .entrySet()
                .stream()
                .filter(views -> views.getValue() >= 150)
                .map(views -> views.getKey().getKey())
                .collect(toSet());

        assertThat(busy).hasSizeBetween(2, 10);
        assertThat(ONCE.stream().filter(ShopEvent::isPurchase)).noneMatch(e -> busy.contains(e.by().cookie()));
    }

    @Test
    void manyAreNobodyUntilTheyOrder() {
        var strangers = new HashSet<String>();
        var linked = new HashSet<String>();
        for (var event : LOG) {
            if (event.by().user().isEmpty()) {
                strangers.add(event.by().cookie());
            } else if (event.isPurchase() && strangers.contains(event.by().cookie())) {
                linked.add(event.by().cookie());
            }
        }

        assertThat(linked).hasSizeGreaterThan(200);
        assertThat(ONCE.stream().filter(ShopEvent::isPurchase))
                .allMatch(e -> e.by().user().isPresent());
    }

    @Test
    void theCampaignLowersPricesForAWeekAndMoreIsBought() {
        long first = SHOP.campaign().toEpochDay();
        Predicate<ShopEvent> campaign = e -> e.time() / Outbox.DAY >= first && e.time() / Outbox.DAY < first + 7;
        var purchases = ONCE.stream().filter(ShopEvent::isPurchase).toList();
        var discounted = purchases.stream().filter(e -> line(e).discount() > 0).toList();

        assertThat(discounted).isNotEmpty().allMatch(campaign);
        assertThat(discounted.size() / 7.0).isGreaterThan(1.3 * purchases.size() / 120);
    }

    @Test
    void thereAreSeasonsInTheYearAndInTheWeek() {
        var sunday = Season.of(LocalDate.of(2025, 12, 14), false);

        assertThat(sunday.visits())
                .isGreaterThan(
                        1.3 * Season.of(LocalDate.of(2025, 12, 15), false).visits());
        assertThat(sunday.visits())
                .isGreaterThan(1.4 * Season.of(LocalDate.of(2025, 6, 15), false).visits());
    }

    @Test
    void aLittleDirtIsEverywhere() {
        var lines = ONCE.stream()
                .filter(e -> e.action() instanceof Action.Touch)
                .map(ShopTest::line)
                .toList();

        assertThat(lines.stream().filter(l -> l.product().name().isEmpty()).count())
                .isBetween(lines.size() / 300L, lines.size() / 60L);
        assertThat(lines).anyMatch(l -> l.cents() < 0).anyMatch(l -> l.cents() == 0);
        assertThat(lines).anyMatch(l -> l.cents() == 100 * l.product().cents());
    }

    @Test
    void reviewsSayInWordsWhatTheRatingSays() {
        var ratings = ONCE.stream()
                .filter(e -> e.action() instanceof Action.Review)
                .map(e -> (Action.Review) e.action())
                .collect(groupingBy(
                        r -> r.text().matches(".*(love|Perfect|Wonderful|over the moon|Five stars).*"),
                        averagingDouble(Action.Review::rating)));

        assertThat(ratings.get(true)).isEqualTo(5);
        assertThat(ratings.get(false)).isLessThan(4);
    }

    @Test
    void whatIsBoughtIsOfTheThemeThatWasSearchedForMoreOftenThanOfItsCategory() {
        var searched = new HashMap<String, String>();
        int told = 0;
        int sameTheme = 0;
        var themes = IntStream.range(0, Catalogue.THEMES)
                .mapToObj(theme -> Stream.of("style", "use")
                        .flatMap(rule -> Language.ENGLISH.grammar().words(rule, theme).stream())
                        .toList())
                .toList();
        for (var event : LOG) {
            var user = event.by().user();
            if (user.isPresent() && event.action() instanceof Action.Search(var query)) {
                searched.put(user.get(), query);
            } else if (event.isPurchase() && searched.containsKey(user.orElseThrow())) {
                told++;
                var words = themes.get(line(event).product().theme());
                sameTheme += words.stream().anyMatch(searched.get(user.get())::contains) ? 1 : 0;
            }
        }

        assertThat(told).isGreaterThan(500);
        assertThat((double) sameTheme / told).isGreaterThan(0.6);
    }

    @Test
    void aShopThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Shop(1, 10, 47, 10, Language.ENGLISH))
                .hasMessage("a shop has 48 to 10000000 products, not 47");
    }

    static List<ShopEvent> log(Shop shop) {
        var log = new ArrayList<ShopEvent>();
        shop.play(log::add);
        return log;
    }

    private static String order(ShopEvent event) {
        return ((Action.Order) event.action()).order();
    }

    private static long day(ShopEvent event) {
        return event.time() / Outbox.DAY;
    }

    private static Line line(ShopEvent event) {
        return switch (event.action()) {
            case Action.Touch touch -> touch.line();
            case Action.Order order -> order.lines().getFirst();
            case Action.Review review -> review.line();
            case Action.Page() -> throw new IllegalArgumentException("no product on a page");
            case Action.Listing(var category) -> throw new IllegalArgumentException("no product but all " + category);
            case Action.Search(var query) -> throw new IllegalArgumentException("no product for " + query);
        };
    }
}
