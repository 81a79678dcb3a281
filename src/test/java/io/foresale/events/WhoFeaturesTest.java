package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.domain.Question;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two shoppers of a few events, seen at the end of Thursday, 5 March 2026, over 28 days; all is counted by hand. */
class WhoFeaturesTest {

    /** What a shopper of all kinds of events did, so many days before. */
    private static final String BOB = """
            bob 20 list_view product_id=lamp, brand=Lux
            bob 20 view product_id=lamp, brand=Lux, price=5, attributes={"device":"tablet"}
            bob 19 search
            bob 18 begin_checkout
            bob 17 purchase product_id=lamp, price=5
            bob 16 review
            bob 15.5 remove_from_cart product_id=rope
            bob 15 add_to_cart product_id=rope
            bob 14 refund product_id=lamp
            bob 14 view product_id=lamp, brand=Lux, price=5
            bob 13 purchase product_id=rug, price=9
            bob 9 add_to_cart product_id=pen, price=2
            bob 8 add_to_cart product_id=cup, price=3
            bob 6 search
            bob 6 wishlist product_id=vase, brand=Rome
            bob 5 begin_checkout
            bob 4 review
            bob 3 purchase product_id=mat, price=7
            bob 2.75 list_view
            bob 2 remove_from_cart product_id=rope
            bob 1.5 other attributes={"device":"desktop"}
            bob 1.5 view product_id=cup, price=8, attributes={"device":"mobile"}
            """;

    @TempDir
    static Path scratch;

    private static EventRig rig;

    private static Event ann(String time, String type) {
        return Event.of("ann", time, type).session(time.substring(0, 10));
    }

    @BeforeAll
    static void count() {
        rig = new EventRig(scratch)
                .upload(List.of(
                        // Order 1, 20 days before: two products, three pieces, 2 · 5 + 20 = 30.
                        ann("2026-02-14 00:00:00", "purchase")
                                .product("lamp", 5)
                                .with("quantity", 2.0)
                                .with("category", "light")
                                .with("order_id", "o1")
                                .with("attributes", "{\"coupon\":\"SPRING\"}"),
                        ann("2026-02-14 00:00:00", "purchase")
                                .product("rug", 20)
                                .with("category", "floor")
                                .with("order_id", "o1")
                                .with("attributes", "{\"discount\":0}"),
                        // Order 2, 10 days before: 50.
                        ann("2026-02-24 00:00:00", "purchase")
                                .product("sofa", 50)
                                .with("category", "floor")
                                .with("order_id", "o2"),
                        ann("2026-02-26 00:00:00", "refund").product("sofa", 50).with("order_id", "o2"),
                        // A visit of half an hour in the evening of the day before, on a phone.
                        ann("2026-03-04 18:00:00", "view")
                                .product("lamp", 10)
                                .with("category", "light")
                                .with("attributes", "{\"device\":\"Mobile\"}"),
                        ann("2026-03-04 18:10:00", "view")
                                .product("lamp", 20)
                                .with("category", "light")
                                .with("attributes", "{\"device\":\"desktop\"}"),
                        ann("2026-03-04 18:20:00", "add_to_cart")
                                .product("lamp", 20)
                                .with("category", "light"),
                        ann("2026-03-04 18:25:00", "add_to_cart").product("rug", 20),
                        ann("2026-03-04 18:30:00", "remove_from_cart").product("rug", 20)))
                .upload(Event.told(LocalDateTime.parse("2026-03-06T00:00"), BOB))
                .asOf("2026-03-06T00:00:00Z", 28);
        rig.features(Question.WHO, 28);
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    private static double feature(String name) {
        return Double.parseDouble(rig.feature(name, "user_id = 'ann'"));
    }

    private static void is(String name, double expected) {
        assertThat(feature(name)).as(name).isCloseTo(expected, within(1e-9));
    }

    @Test
    void eventsAreCountedByKindAndWindow() {
        is("events_1d", 0);
        is("events_7d", 5);
        is("events_all", 9);
        is("views_7d", 2);
        is("cart_adds_7d", 2);
        is("purchases_7d", 0);
        is("purchases_all", 3);
        is("refunds_all", 1);
    }

    @Test
    void recencyIsInDaysAndUnknownForWhatWasNeverDone() {
        is("tenure", 20);
        is("since_purchase", 10);
        is("since_refund", 8);
        is("since_event", 1 + 5.5 / 24);
        assertThat(rig.feature("since_search", "user_id = 'ann'")).isEqualTo("∅");
    }

    @Test
    void differentThingsCountOnceAndInTheWindowOfTheirLastEvent() {
        is("products_all", 3);
        is("products_7d", 2);
        is("categories_all", 2);
        is("categories_7d", 1);
        is("days_all", 4);
        is("days_7d", 1);
        // lamp 4, rug 3, sofa 2 of 9 events; light 4, floor 2 of 6.
        is("product_focus", 29.0 / 81);
        is("category_focus", 20.0 / 36);
    }

    @Test
    void ordersAreTakenTogetherByTheirId() {
        is("orders_7d", 0);
        is("orders_all", 2);
        is("spend_all", 80);
        is("units_all", 4);
        is("order_value_mean", 40);
        is("order_value_max", 50);
        is("order_value_median", 40);
        is("order_units_mean", 2);
        is("order_products_mean", 1.5);
        is("order_products_max", 2);
    }

    @Test
    void theRhythmOfOrdersMeasuresHowLateTheNextOneIs() {
        is("order_gap_mean", 10);
        is("order_gap_sd", 0);
        is("since_first_order", 20);
        is("days_per_order", 10);
        is("since_order_in_gaps", 10.0 / 11);
        is("since_order_in_mean_gaps", 10.0 / 11);
        is("overdue", 0);
    }

    @Test
    void pricesLookedAtStandAgainstPricesPaid() {
        is("price_viewed_mean", 15);
        is("price_carted_mean", 20);
        is("price_bought_mean", 25);
        is("price_bought_min", 5);
        is("price_bought_to_viewed", Math.log(25.0 / 15));
    }

    @Test
    void ratiosAreSmoothed() {
        is("carts_per_view", 3.0 / 22);
        is("removals_per_cart", 2.0 / 7);
        is("purchases_per_view", 4.0 / 52);
        is("refund_rate", 2.0 / 23);
    }

    @Test
    void theCartHoldsWhatWasNeitherTakenOutNorBoughtSince() {
        is("open_cart_products", 1);
        is("open_cart_value", 20);
        is("open_cart_age", 1 + (5 + 40.0 / 60) / 24);
    }

    @Test
    void trendsCompareTheLaterPartWithTheEarlier() {
        is("events_week_trend", Math.log(6.0 / 3));
        is("events_trend", Math.log(8.0 / 3));
        is("spend_trend", Math.log(51.0 / 31));
    }

    @Test
    void habitsAreSharesOfEvents() {
        is("night_share", 4.0 / 9);
        is("evening_share", 5.0 / 9);
        // Two events on a Saturday, one on a Tuesday, one on a Thursday, five on a Wednesday.
        is("weekend_share", 2.0 / 9);
        is("hour_spread", -(4.0 / 9 * Math.log(4.0 / 9) + 5.0 / 9 * Math.log(5.0 / 9)));
        is("weekday_spread", -(2 * Math.log(1.0 / 9) + 2 * Math.log(2.0 / 9) + 5 * Math.log(5.0 / 9)) / 9);
    }

    @Test
    void visitsAreSessions() {
        is("sessions_7d", 1);
        is("sessions_all", 4);
        is("session_events_mean", 9.0 / 4);
        is("session_events_max", 5);
        is("session_minutes_max", 30);
        is("session_minutes_mean", 7.5);
        is("single_event_share", 0.5);
        is("buying_session_share", 3.0 / 24);
        is("since_idle_session", 1 + 5.5 / 24);
    }

    @Test
    void discountsAndDevicesComeFromTheAttributes() {
        is("coupon_share", 1.0 / 3);
        is("discount_share", 1.0 / 3);
        is("mobile_share", 0.5);
        is("desktop_share", 0.5);
        is("devices", 2);
    }

    private static void bob(String expected) {
        rig.assertFeatures("user_id = 'bob'", expected);
    }

    @Test
    void everyKindOfEventIsCountedAndRemembered() {
        bob("""
            list_views_7d: 1
            list_views_all: 2
            searches_7d: 1
            searches_all: 2
            cart_removals_7d: 1
            cart_removals_all: 2
            wishes_1d: 0
            wishes_7d: 1
            checkouts_7d: 1
            checkouts_all: 2
            reviews_7d: 1
            reviews_all: 2
            others_1d: 0
            others_7d: 1
            tenure: 20
            since_event: 1.5
            since_view: 1.5
            since_list_view: 2.75
            since_search: 6
            since_cart_add: 8
            since_cart_removal: 2
            since_wish: 6
            since_checkout: 5
            since_purchase: 3
            since_refund: 14
            since_review: 4
            since_other: 1.5
            """);
    }

    @Test
    void ofBrandsVisitsAndDevicesSharesAreTaken() {
        // Three looks at one brand and a wish for another; 18 visits, as what is done at one time is one.
        bob("""
            brands_7d: 1
            brands_all: 2
            brand_focus: 10 / 16
            session_views_mean: 3 / 18
            tablet_share: 1 / 3
            devices: 3
            morning_share: 1 / 22
            afternoon_share: 3 / 22
            night_share: 18 / 22
            views_per_list_view: 4 / 12
            searches_per_event: 3 / 32
            purchases_per_cart: 4 / 6
            price_viewed_max: 8
            price_bought_max: 9
            """);
    }

    @Test
    void ordersThatVaryInDistanceHaveASpreadAndCartsAFirstProduct() {
        // Orders 17, 13 and 3 days before: gaps of 4 and 10. What was taken out of the cart is not in it.
        bob("""
            order_gap_mean: 7
            order_gap_sd: 3
            order_gap_max: 10
            days_per_order: 17 / 3
            since_order_in_mean_gaps: 3 / 8
            overdue: -1
            open_cart_products: 2
            open_cart_value: 5
            open_cart_age: 8
            open_cart_oldest: 9
            views_trend: ln(2 / 3)
            cart_adds_trend: ln(3 / 2)
            """);
    }
}
