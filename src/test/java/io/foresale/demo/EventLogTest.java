package io.foresale.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.demo.ShopEvent.Action;
import io.foresale.demo.ShopEvent.Line;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private static final long NEW_YEAR = 1_767_225_600;
    private static final Visitor STRANGER =
            new Visitor(Optional.empty(), "A1", Optional.of("00000002ffffffff"), "mobile");
    private static final Visitor SHOPPER = STRANGER.loggedIn("U1");
    private static final Product POT = new Product(
            "P1", "moka pot, black", "A pot, tested for years.", 2, 4, "Coffee", "Kaffa", "moka pot", "", 1295, 0);

    @Test
    void theHeaderHasTheCanonicalNames() {
        assertThat(csv(List.of()))
                .isEqualTo("event_id,event_time,received_time,event_type,user_id,anonymous_id,session_id,product_id,"
                        + "product_name,product_description,category,brand,price,quantity,currency,order_id,query,"
                        + "review_text,rating,device,discount\n");
    }

    @Test
    void aSearchOfAStrangerIsOneRow() {
        var search = new ShopEvent("e-1", STRANGER, NEW_YEAR + 3_661, NEW_YEAR + 3_663, new Action.Search("a \"pot\""));

        assertThat(row(search))
                .isEqualTo("e-1,2026-01-01T01:01:01Z,2026-01-01T01:01:03Z,search,,A1,00000002ffffffff,,,,,,,,,,"
                        + "\"a \"\"pot\"\"\",,,mobile,");
    }

    @Test
    void anOrderIsARowPerProductWithIdsOfTheirOwn() {
        var lines = List.of(new Line(POT, 1036, 259, 2), new Line(POT.withoutName(), -1, 0, 1));
        var order = new ShopEvent("e-2", SHOPPER, NEW_YEAR, NEW_YEAR + 1, new Action.Order("purchase", "O1", lines));

        assertThat(csv(List.of(order)).lines().skip(1))
                .containsExactly(
                        "e-2,2026-01-01T00:00:00Z,2026-01-01T00:00:01Z,purchase,U1,A1,00000002ffffffff,P1,"
                                + "\"moka pot, black\",,Coffee,Kaffa,10.36,2,EUR,O1,,,,mobile,2.59",
                        "e-2.2,2026-01-01T00:00:00Z,2026-01-01T00:00:01Z,purchase,U1,A1,00000002ffffffff,P1,"
                                + ",,Coffee,Kaffa,,1,EUR,O1,,,,mobile,");
    }

    @Test
    void aReviewStandsOutsideOfVisits() {
        var review = new ShopEvent(
                "e-3",
                SHOPPER.outsideOfVisits(),
                NEW_YEAR,
                NEW_YEAR + 1,
                new Action.Review(new Line(POT, 5, 0, 1), "Good.", 4));

        assertThat(row(review))
                .endsWith("review,U1,A1,,P1,\"moka pot, black\",,Coffee,Kaffa,0.05,1,EUR,,,Good.,4,mobile,");
    }

    @Test
    void someViewsTellWhatTheShopSaysOfTheProduct() {
        var views = IntStream.range(0, 100)
                .mapToObj(i -> new ShopEvent(
                        "e-" + i, SHOPPER, NEW_YEAR, NEW_YEAR, new Action.Touch("view", new Line(POT, 1295, 0, 1))))
                .toList();

        assertThat(csv(views).lines().filter(line -> line.contains("black\",\"A pot, tested for years.\",Coffee")))
                .hasSizeBetween(10, 40);
    }

    @Test
    void googleNestsTheProductsOfAnOrder() {
        var lines = List.of(new Line(POT, 1036, 259, 2), new Line(POT, 1295, 0, 1));
        var order = new ShopEvent("e-2", SHOPPER, NEW_YEAR, NEW_YEAR + 2, new Action.Order("purchase", "O1", lines));

        assertThat(written(List.of(order), EventLog::ga4))
                .isEqualTo(
                        "{\"event_date\":\"20260101\",\"event_timestamp\":1767225600000000,\"event_name\":\"purchase\","
                                + "\"event_server_timestamp_offset\":2000000,\"user_pseudo_id\":\"A1\",\"user_id\":\"U1\","
                                + "\"device\":{\"category\":\"mobile\"},\"event_params\":["
                                + "{\"key\":\"currency\",\"value\":{\"string_value\":\"EUR\"}},"
                                + "{\"key\":\"ga_session_id\",\"value\":{\"int_value\":2}},"
                                + "{\"key\":\"transaction_id\",\"value\":{\"string_value\":\"O1\"}}],\"items\":["
                                + "{\"item_id\":\"P1\",\"item_name\":\"moka pot, black\",\"item_brand\":\"Kaffa\","
                                + "\"item_category\":\"Coffee\",\"price\":10.36,\"discount\":2.59,\"quantity\":2},"
                                + "{\"item_id\":\"P1\",\"item_name\":\"moka pot, black\",\"item_brand\":\"Kaffa\","
                                + "\"item_category\":\"Coffee\",\"price\":12.95,\"quantity\":1}]}\n");
    }

    @Test
    void chineseShopsSellAndAreSearchedInChinese() {
        var shop = new Shop(7, 200, 96, 60, Language.CHINESE);
        var log = csv(ShopTest.log(shop));

        assertThat(log.lines().filter(line -> line.contains(",search,")))
                .hasSizeGreaterThan(100)
                .allMatch(line -> line.matches(".*\\p{IsHan}.*"));
        assertThat(log.lines().filter(line -> line.contains(",view,")))
                .allMatch(line -> line.matches(".*\\p{IsHan}.*"));
        assertThat(log.lines().filter(line -> line.contains("开箱即用"))).isNotEmpty();
    }

    @Test
    void noTextHasAHoleInItsGrammar() {
        for (var language : Language.values()) {
            var log = csv(ShopTest.log(new Shop(5, 400, 200, 60, language)));
            assertThat(log).doesNotContain("{", "}", "|", "  ", ", ,");
        }
    }

    @Test
    void rowsAreCountedAsAFlatLogHasThem() {
        var out = new ByteArrayOutputStream();
        var log = EventLog.csv(out);
        new Shop(5, 50, 48, 60, Language.ENGLISH).play(log);
        log.close();

        assertThat(log.rows())
                .isEqualTo(out.toString(StandardCharsets.UTF_8).lines().count() - 1);
    }

    private static String row(ShopEvent event) {
        return csv(List.of(event)).lines().skip(1).findFirst().orElseThrow();
    }

    private static String csv(List<ShopEvent> events) {
        return written(events, EventLog::csv);
    }

    private static String written(List<ShopEvent> events, Function<OutputStream, EventLog> form) {
        var out = new ByteArrayOutputStream();
        try (var log = form.apply(out)) {
            events.forEach(log);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
