package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was bought in the week after 1 March 2026, noon. */
class LabelsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Event BUY =
            Event.of("ann", "2026-03-02 10:00:00", "purchase").product("lamp", 5);

    @TempDir
    Path scratch;

    private EventRig rig;

    @BeforeEach
    void open() {
        rig = new EventRig(scratch);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private List<String> bought(Event... events) {
        rig.upload(events).log().bought(NOON, 7);
        return rig.rows("SELECT user_id, product_id, quantity, amount FROM bought ORDER BY ALL");
    }

    @Test
    void theWindowBeginsAfterTheMomentAndEndsWithTheHorizon() {
        assertThat(bought(
                        BUY.with("event_time", "2026-03-01 12:00:00").product("at", 1),
                        BUY.with("event_time", "2026-03-01 12:00:01").product("after", 1),
                        BUY.with("event_time", "2026-03-08 12:00:00").product("last", 1),
                        BUY.with("event_time", "2026-03-08 12:00:01").product("beyond", 1)))
                .containsExactly("ann|after|1.0|1.0", "ann|last|1.0|1.0");
    }

    @Test
    void whatCameBackWithinTheWindowWasNotBought() {
        var refund = BUY.with("event_type", "refund");
        assertThat(bought(
                        BUY.with("quantity", 3.0),
                        refund,
                        BUY.product("rug", 20),
                        refund.product("rug", 20),
                        BUY.product("pen", 1),
                        refund.product("pen", 1).with("event_time", "2026-03-09 10:00:00")))
                .containsExactly("ann|lamp|2.0|10.0", "ann|pen|1.0|1.0");
    }

    @Test
    void aRefundOfAWholeOrderTakesAllOfItsLinesOff() {
        assertThat(bought(
                        BUY.with("order_id", "o1"),
                        BUY.product("rug", 20).with("order_id", "o1"),
                        BUY.product("pen", 1).with("order_id", "o2"),
                        Event.of("ann", "2026-03-03 10:00:00", "refund").with("order_id", "o1")))
                .containsExactly("ann|pen|1.0|1.0");
    }

    @Test
    void whatCameBackOfAnEarlierOrderTakesNothingOffALaterOne() {
        assertThat(bought(
                        BUY.with("order_id", "o1").with("event_time", "2026-02-27 10:00:00"),
                        BUY.with("event_type", "refund")
                                .with("order_id", "o1")
                                .with("event_time", "2026-03-02 09:00:00"),
                        BUY.with("order_id", "o2"),
                        BUY.product("rug", 20).with("order_id", "o3"),
                        // A cancellation has a number of its own.
                        BUY.product("rug", 20).with("event_type", "refund").with("order_id", "C3")))
                .containsExactly("ann|lamp|1.0|5.0");
    }

    @Test
    void whoBuysInAVisitBegunAsNobodyBoughtAllOfIt() {
        assertThat(bought(
                        Event.at("2026-03-02 09:00:00", "purchase")
                                .product("pen", 1)
                                .session("s1"),
                        BUY.session("s1"),
                        BUY.product("rug", 20).with("user_id", "bob").session("s2")))
                .contains("ann|lamp|1.0|5.0", "ann|pen|1.0|1.0", "bob|rug|1.0|20.0");
    }

    @Test
    void whoLogsInWithinTheWindowBoughtUnderTheAnonymousIdToo() {
        assertThat(bought(
                        Event.of("cookie", "2026-03-01 09:00:00", "view"),
                        BUY.with("anonymous_id", "cookie"),
                        BUY.with("user_id", "cookie").product("rug", 20)))
                .containsExactly("ann|lamp|1.0|5.0", "ann|rug|1.0|20.0", "cookie|lamp|1.0|5.0", "cookie|rug|1.0|20.0");
    }

    @Test
    void aShardHasTheLabelsOfItsUsersOnly() {

        var all = new java.util.ArrayList<String>();
        for (int shard = 0; shard < 2; shard++) {
            try (var one = new EventRig(scratch)) {
                one.upload(BUY, BUY.with("user_id", "bob"), BUY.with("user_id", "cy"), BUY.with("user_id", "dee"))
                        .log(new Shard(shard, 2))
                        .bought(NOON, 7);
                all.addAll(one.rows("SELECT user_id FROM bought"));
            }
        }
        assertThat(all).containsExactlyInAnyOrder("ann", "bob", "cy", "dee");
    }
}
