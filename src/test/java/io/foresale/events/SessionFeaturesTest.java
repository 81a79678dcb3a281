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

/** Four visits, counted by hand: one that ends in a purchase, its shopper's earlier one, one of nobody known, one that begins with a purchase. */
class SessionFeaturesTest {

    private static final String FULL = "session_id = 's2' AND prefix = 4";

    @TempDir
    static Path scratch;

    private static EventRig rig;

    private static Event ann(String time, String type) {
        return Event.of("ann", time, type).session("s2");
    }

    @BeforeAll
    static void count() {
        rig = new EventRig(scratch)
                .upload(List.of(
                        ann("2026-03-01 10:00:00", "view").session("s1"),
                        ann("2026-03-01 12:00:00", "purchase").product("pen", 3).session("s1"),
                        // A Wednesday.
                        ann("2026-03-04 18:00:00", "search").with("attributes", "{\"device\":\"mobile\"}"),
                        ann("2026-03-04 18:00:10", "view").product("lamp", 10).with("category", "light"),
                        ann("2026-03-04 18:00:40", "view").product("lamp", 10).with("category", "light"),
                        ann("2026-03-04 18:01:40", "add_to_cart")
                                .product("rug", 40)
                                .with("category", "floor")
                                .with("quantity", 2.0),
                        ann("2026-03-04 18:02:00", "purchase").product("rug", 40),
                        ann("2026-03-04 18:03:00", "view").product("bulb", 1000),
                        Event.at("2026-03-04 09:00:00", "view").session("s3"),
                        ann("2026-03-02 09:00:00", "purchase")
                                .product("pen", 5)
                                .session("s4")
                                .received("2026-03-05 00:00:00"),
                        ann("2026-03-02 09:05:00", "view").session("s4")))
                .asOf("2026-03-06T00:00:00Z", 28);
        rig.features(Question.SESSION, 28);
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    private static void is(String name, double expected) {
        assertThat(Double.parseDouble(rig.feature(name, FULL))).as(name).isCloseTo(expected, within(1e-9));
    }

    @Test
    void aVisitHasItsUsualLengthsAndItsFullOneUpToTheFirstPurchase() {
        assertThat(rig.rows("SELECT session_id, prefix, user_id, as_of, bought FROM prefixes ORDER BY ALL"))
                .containsExactly(
                        "s1|1|ann|2026-03-01 10:00:00.0|true",
                        "s2|1|ann|2026-03-04 18:00:00.0|true",
                        "s2|2|ann|2026-03-04 18:00:10.0|true",
                        "s2|3|ann|2026-03-04 18:00:40.0|true",
                        "s2|4|ann|2026-03-04 18:01:40.0|true",
                        "s3|1|∅|2026-03-04 09:00:00.0|false");
    }

    @Test
    void eventsAfterThePrefixDoNotCount() {
        is("events", 4);
        is("views", 2);
        is("searches", 1);
        is("cart_adds", 1);
        assertThat(rig.feature("events || ' ' || cart_adds || ' ' || products", "session_id = 's2' AND prefix = 2"))
                .isEqualTo("2.0 0.0 1.0");
        assertThat(rig.feature("last_type", FULL)).isEqualTo("add_to_cart");
    }

    @Test
    void varietyIsOfProductsCategoriesAndBrands() {
        is("products", 2);
        is("categories", 2);
        is("brands", 0);
        is("repeated_products", 1);
        is("most_views_of_one", 2);
        is("leading_category_share", 1);
    }

    @Test
    void pricesAreThoseOfTheProducts() {
        is("price_mean", 20);
        is("price_min", 10);
        is("price_max", 40);
        is("price_last", 40);
        is("price_last_to_mean", Math.log(2));
    }

    @Test
    void paceIsInSeconds() {
        is("seconds", 100);
        is("gap_mean", 100.0 / 3);
        is("gap_last", 60);
        is("gap_max", 60);
    }

    @Test
    void theCartIsWorthWhatWasPutIn() {
        is("cart_products", 1);
        is("cart_value", 80);
        is("cart_seconds", 0);
    }

    @Test
    void theMomentIsThatOfTheLastEvent() {
        is("hour", 18 + 1.0 / 60);
        assertThat(rig.feature("day_part || ' ' || weekday || ' ' || weekend || ' ' || device", FULL))
                .isEqualTo("evening Wednesday false mobile");
    }

    @Test
    void ofEarlierVisitsCountsWhatWasKnown() {
        is("earlier_sessions", 2);
        is("earlier_events", 3);
        is("earlier_purchases", 1);
        is("earlier_spend", 3);
        is("since_session", (2 * 24 + 8 + 55.0 / 60) / 24);
        is("since_purchase", 3.25);
        assertThat(rig.feature("identified || ' ' || earlier_sessions", "session_id = 's3'"))
                .isEqualTo("false 0.0");
    }

    @Test
    void anEventCountsFromWhenItWasReceived() {
        try (var late = new EventRig(scratch)) {
            late.upload(
                            ann("2026-03-04 18:00:00", "view").product("lamp", 10),
                            ann("2026-03-04 18:00:10", "view")
                                    .product("rug", 40)
                                    .received("2026-03-04 18:30:00"),
                            ann("2026-03-04 18:00:20", "search"))
                    .asOf("2026-03-06T00:00:00Z", 28)
                    .features(Question.SESSION, 28);
            assertThat(late.rows("SELECT prefix, as_of, views, seconds, hour FROM computed"
                            + " JOIN prefixes USING (session_id, prefix, user_id) ORDER BY prefix"))
                    .containsExactly(
                            "1|2026-03-04 18:00:00.0|1.0|0.0|18.0",
                            "2|2026-03-04 18:00:20.0|1.0|20.0|18.0",
                            "3|2026-03-04 18:30:00.0|2.0|20.0|18.0");
        }
    }

    @Test
    void whoLogsInToBuyEndsTheVisitTheyBeganAsNobody() {
        try (var login = new EventRig(scratch)) {
            login.upload(
                            Event.at("2026-03-04 18:00:00", "view").session("s2"),
                            Event.at("2026-03-04 18:00:10", "add_to_cart").session("s2"),
                            ann("2026-03-04 18:00:20", "begin_checkout"),
                            ann("2026-03-04 18:00:30", "purchase"),
                            Event.at("2026-03-04 18:00:10", "view").session("s3"))
                    .asOf("2026-03-06T00:00:00Z", 28)
                    .features(Question.SESSION, 28);
            assertThat(login.rows("SELECT c.session_id, c.prefix, c.user_id, bought, events, identified FROM computed c"
                            + " JOIN prefixes p ON p.session_id = c.session_id AND p.prefix = c.prefix ORDER BY ALL"))
                    .containsExactly(
                            "s2|1|ann|true|1.0|false",
                            "s2|2|ann|true|2.0|false",
                            "s2|3|ann|true|3.0|true",
                            "s3|1|∅|false|1.0|false");
        }
    }

    @Test
    void toAnswerForAVisitOnlyItsFullLengthIsNeeded() {
        rig.session.run("DROP VIEW prefix_events");
        Prefixes.full(rig.session, "FROM visits LIMIT 0");
        assertThat(rig.rows("SELECT session_id, prefix FROM prefixes ORDER BY ALL"))
                .containsExactly("s1|1", "s2|4", "s3|1");
        rig.session.run("DROP TABLE prefix_events");
        Prefixes.usual(rig.session);
        Prefixes.ofThoseLeft(rig.session);
    }
}
