package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.domain.Question;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One shopper of a few events, seen at the end of Thursday, 5 March 2026, over 28 days; all is counted by hand. */
class WhoFeaturesTest {

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
        assertThat(rig.feature("since_search", "true")).isEqualTo("∅");
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
}
