package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.Question;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shoppers of a shop that sells some products, seen over 60 days; all is counted by hand. */
class WhatFeaturesTest {

    private static final int LOOK_BACK = 60;

    /** Who, how many days before, did what. */
    private static final String LOG = """
            ann 20 purchase product_id=mug, price=4, quantity=2, order_id=o1
            ann 20 purchase product_id=pan, price=8, quantity=1, order_id=o1
            ann 14 add_to_cart product_id=mug, price=4
            ann 12 wishlist product_id=rope
            ann 11 review product_id=mug, rating=1
            ann 10 purchase product_id=mug, price=4, quantity=4, order_id=o2
            ann 9 refund product_id=mug
            ann 8 review product_id=mug, rating=4
            ann 6 view product_id=mug, price=4
            ann 5 view product_id=lamp, price=16
            ann 4 add_to_cart product_id=lamp, price=16
            ann 3 search query=acme pan
            ann 2 search query=Lux bulb for my kitchen
            ann 1.5 add_to_cart product_id=pan, price=8
            ann 0.5 remove_from_cart product_id=pan
            bob 29 purchase product_id=rope, quantity=3
            bob 25 view product_id=mug
            bob 25 view product_id=lamp
            bob 20 purchase product_id=mug, price=4, quantity=2, order_id=b1
            bob 20 purchase product_id=pan, price=8, quantity=1, order_id=b1
            bob 4 add_to_cart product_id=mug
            bob 3 purchase product_id=mug, price=4, quantity=1
            cy 29 view product_id=mug
            cy 29 add_to_cart product_id=mug
            cy 29 purchase product_id=mug, price=4, quantity=1, order_id=c1
            cy 29 purchase product_id=pan, price=8, quantity=1, order_id=c1
            cy 6 view product_id=mug
            cy 6 view product_id=lamp
            cy 2 review product_id=mug, rating=2
            zoe 40 view product_id=nail
            zoe 40 purchase product_id=nail, order_id=z1
            zoe 30 view product_id=nail
            zoe 30 purchase product_id=nail, order_id=z2
            zoe 0 view product_id=screw
            zoe 0 purchase product_id=screw, order_id=z3
            dan 25 view product_id=nail
            dan 25 view product_id=screw
            dan 25 view product_id=hammer
            dan 25 purchase product_id=nail
            dan 25 purchase product_id=screw
            dan 25 purchase product_id=hammer
            eve 25 view product_id=nail
            eve 25 view product_id=screw
            eve 25 view product_id=hammer
            eve 25 purchase product_id=nail
            eve 25 purchase product_id=screw
            eve 25 purchase product_id=hammer
            fay 25 view product_id=nail
            fay 25 view product_id=screw
            fay 25 view product_id=hammer
            fay 25 purchase product_id=nail
            fay 25 purchase product_id=screw
            fay 25 purchase product_id=hammer
            """;

    private static final Map<String, Map<String, String>> PRODUCTS = Map.of(
            "mug", Map.of("product_name", "big mug", "category", "kitchen", "brand", "Acme"),
            "pan", Map.of("product_name", "pan", "category", "kitchen", "brand", "Lux"),
            "lamp", Map.of("product_name", "lamp", "category", "light", "brand", "Lux"),
            "rope", Map.of("product_name", "rope"));

    /**
     * By shopper and product. Two products were together three times, of which a half counts; their baskets weigh 1000 / ln(1 +
     * size), 1443 of one product, 910 of two and 721 of three, and scores are cosines.
     */
    private static final Map<String, String> BY_HAND = new TreeMap<>(Map.of(
            "ann mug",
            """
            product_views_1d: 0
            product_views_7d: 1
            product_views_all: 1
            product_carts_7d: 0
            product_carts_28d: 1
            product_bought_7d: 0
            product_bought_28d: 2
            bought_before: 1
            product_wished: 0
            product_removed: 0
            product_returned: 1
            product_rating: 4
            product_view_age: 6
            product_cart_age: 14
            product_bought_age: 10
            product_in_cart: 0
            category_searches_1d: 0
            category_searches_7d: 1
            brand_views_1d: 0
            brand_views_7d: 1
            brand_searches_1d: 0
            brand_searches_7d: 1
            brand_carts_7d: 0
            brand_carts_28d: 1
            brand_bought_7d: 0
            brand_bought_28d: 2
            brand_products: 1
            brand_view_age: 6
            brand_search_age: 3
            brand_cart_age: 14
            brand_bought_age: 10
            product_searches_7d: 0
            product_search_age: NULL
            search_match: 1 / 2
            search_match_last: 1 / 5
            sales_7d: 1
            sales_28d: 4
            sales_all: 5
            buyers_28d: 2
            buyers_all: 3
            views_28d: 3
            views_all: 4
            carts_28d: 2
            trend_7d: ln(1.5 / 7) - ln(6 / 28)
            trend_28d: ln(5 / 28) - ln(7 / 30)
            views_trend: ln(2.5 / 7) - ln(5 / 28)
            sales_a_view: 6 / 24
            sales_a_buyer: 6 / 4
            repeat_share: 2.5 / 10
            refund_share: 1.5 / 25
            reviews: 3
            rating: 7 / 3
            product_days: 29
            unsold_days: 3
            novelty: 29 / 40
            price: 4
            price_to_paid: -1 / 3 * ln(2)
            price_off_paid: 1 / 3 * ln(2)
            price_to_looked: -ln(2)
            price_off_looked: ln(2)
            price_over_dearest: 0
            quantity: 2
            quantity_to_usual: 0
            repeat_days: 2
            repeat_due_product: 10 / 10
            repeat_due_shopper: 10 / 10
            repeat_off_due: 0
            shopper_age: 0.5
            shopper_bought_age: 10
            shopper_events: 15
            shopper_bought: 3
            shopper_views: 2
            shopper_products: 4
            shopper_products_bought: 2
            shopper_orders: 2
            shopper_days: 13
            shopper_order_size: 3 / 2
            shopper_variety: 2 / 3
            """,
            "ann pan",
            """
            product_carts_1d: 0
            product_carts_7d: 1
            product_removed: 1
            product_in_cart: 0
            category_views_1d: 0
            category_views_7d: 1
            category_searches_7d: 1
            category_carts_1d: 0
            category_carts_7d: 1
            category_carts_28d: 2
            category_bought_7d: 0
            category_bought_28d: 3
            category_products: 2
            category_view_age: 6
            category_search_age: 2
            category_cart_age: 1.5
            category_bought_age: 10
            product_searches_1d: 0
            product_searches_7d: 1
            product_search_age: 3
            search_match: 1 / 2
            search_match_last: 2 / 5
            quantity: 1
            quantity_to_usual: -ln(2)
            quantity_off_usual: ln(2)
            repeat_days: 1
            repeat_due_product: NULL
            repeat_off_due: NULL
            """,
            "ann lamp",
            """
            product_carts_7d: 1
            product_cart_age: 4
            product_in_cart: 1
            product_rating: NULL
            bought_before: 0
            category_views_7d: 1
            category_carts_28d: 1
            category_cart_age: 4
            category_bought_age: NULL
            brand_views_7d: 1
            brand_searches_7d: 1
            brand_carts_1d: 0
            brand_carts_7d: 2
            brand_bought_7d: 0
            brand_bought_28d: 1
            brand_products: 2
            brand_view_age: 5
            brand_search_age: 2
            brand_cart_age: 1.5
            brand_bought_age: 20
            search_match: 1 / 5
            sales_all: 0
            trend_7d: ln(0.5 / 7) - ln(2 / 26)
            unsold_days: NULL
            novelty: 25 / 40
            price: 16
            price_to_paid: 5 / 3 * ln(2)
            price_off_paid: 5 / 3 * ln(2)
            price_unusual: 5 / 3 * ln(2) / (sqrt(2) / 3 * ln(2) + 0.2)
            price_to_looked: ln(2)
            price_off_looked: ln(2)
            price_over_dearest: ln(2)
            quantity: NULL
            """,
            "ann rope",
            """
            product_wished: 1
            category_views_7d: 0
            brand_cart_age: NULL
            """,
            "bob rope",
            """
            price: NULL
            price_to_paid: NULL
            quantity: 3
            quantity_to_usual: ln(3) - (ln(3) + ln(2)) / 4
            quantity_off_usual: ln(3) - (ln(3) + ln(2)) / 4
            """,
            "bob mug",
            """
            product_in_cart: 0
            repeat_days: 2
            repeat_due_product: 3 / 10
            repeat_due_shopper: 3 / 17
            repeat_off_due: ln(18 / 4)
            """,
            "cy mug",
            """
            repeat_days: 1
            repeat_due_product: 29 / 10
            repeat_due_shopper: NULL
            repeat_off_due: ln(30 / 11)
            """,
            "zoe hammer",
            """
            together_bought_best: sqrt(2163 / 3606) / 2
            together_bought_sum: sqrt(2163 / 3606) / 2 + sqrt(2163 / 5049) / 2
            together_bought_recent: sqrt(2163 / 3606) / 2 + sqrt(2163 / 5049) / 4
            together_bought_count: 2
            together_viewed_best: sqrt(2163 / 3606) / 2
            together_viewed_sum: sqrt(2163 / 3606) / 2 + sqrt(2163 / 5049) / 2
            together_viewed_recent: sqrt(2163 / 3606) / 2 + sqrt(2163 / 5049) / 4
            together_shopper_best: sqrt(2163 / 3073) / 2
            together_shopper_sum: sqrt(2163 / 3073)
            together_shopper_recent: sqrt(2163 / 3073) * 3 / 4
            together_shopper_count: 2
            together_bought_looked: sqrt(2163 / 3606) / 2 + sqrt(2163 / 5049) / 2
            """));

    @TempDir
    static Path scratch;

    private static ProductRig rig;

    @BeforeAll
    static void count() {
        var t = LocalDateTime.parse("2026-03-06T00:00");
        var events =
                Event.told(t, LOG).stream().map(WhatFeaturesTest::described).toList();
        rig = new ProductRig(scratch).asOf(t + ":00Z", LOOK_BACK, 1, events);
        rig.rig.features(Question.WHAT, LOOK_BACK);
    }

    private static Event described(Event event) {
        var described = event;
        for (var of : PRODUCTS.getOrDefault(String.valueOf(event.values().get("product_id")), Map.of())
                .entrySet()) {
            described = described.with(of.getKey(), of.getValue());
        }
        return described;
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    static List<String> pairs() {
        return List.copyOf(BY_HAND.keySet());
    }

    @Test
    void everyFeatureIsCounted() {
        var counted = BY_HAND.values().stream()
                .flatMap(String::lines)
                .map(line -> base(line.split(":")[0]))
                .collect(Collectors.toSet());
        assertThat(FeatureSet.of(Question.WHAT, LOOK_BACK).columns())
                .extracting(column -> base(column.name()))
                .isSubsetOf(counted);
    }

    /** Without a window. */
    private static String base(String feature) {
        return feature.replaceFirst("_(1d|7d|28d|all)$", "");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aShopperAndAProductHaveTheFeaturesCountedByHand(String pair) {
        rig.rig.assertFeatures("user_id || ' ' || product_id = '%s'".formatted(pair), BY_HAND.get(pair));
    }
}
