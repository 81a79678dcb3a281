package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole events in every schema that is recognised without configuration, and the canonical events they are. */
class SchemasTest {

    private static final String DONE = "event_time,event_type,user_id,anonymous_id,session_id,product_id";
    private static final String PRODUCT = "product_name,category,brand,price,quantity,currency,order_id";

    @TempDir
    Path scratch;

    private UploadRig rig;

    @BeforeEach
    void open() {
        rig = new UploadRig(scratch);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aRees46ExportIsOneEventALineWithTheCategoryCodeBeforeItsId() {
        var log = rig.fixture("rees46.csv");
        assertThat(log.log().title()).isEqualTo("REES46");
        assertThat(rig.rows(log, DONE))
                .containsExactly(
                        "2019-10-01 00:00:00|view|541312140|∅|72d76fde-8bb3-4e00-8c23-a032dfed738c|44600062",
                        "2019-10-01 00:00:05|add_to_cart|554748717|∅|9333dfbd-b87a-4708-9857-6336556b0fcc|3900821",
                        "2019-10-01 00:00:09|purchase|554748717|∅|9333dfbd-b87a-4708-9857-6336556b0fcc|3900821");
        assertThat(rig.rows(log, PRODUCT + ",attributes"))
                .containsExactly(
                        "∅|2103807459595387724|shiseido|35.79|∅|∅|∅|∅",
                        "∅|appliances.environment.water_heater|aqua|33.2|1|∅|∅|{\"category_id\":\"2053013552326770905\"}",
                        "∅|appliances.environment.water_heater|aqua|33.2|1|∅|∅|{\"category_id\":\"2053013552326770905\"}");
    }

    @Test
    void invoicesWithACOrANegativeQuantityAreRefundsOfPositiveQuantities() {
        var log = rig.fixture("invoices.csv");
        assertThat(rig.rows(log, "event_type,user_id,product_id,price,quantity,order_id,attributes"))
                .containsExactly(
                        "purchase|13085|85048|6.95|12|489434|{\"country\":\"United Kingdom\"}",
                        "purchase|13085|85048|6.95|12|489434|{\"country\":\"United Kingdom\"}",
                        "refund|16321|22087|2.95|12|C489449|{\"country\":\"Australia\"}",
                        "refund|∅|21733|0|96|489464|{\"country\":\"United Kingdom\"}");
        assertThat(log.events().rejectedByReason()).containsOnly(java.util.Map.entry("a negative price", 1L));
        assertThat(log.count("withoutUser")).isEqualTo(1);
        assertThat(log.count("duplicates"))
                .as("an invoice may hold a line twice")
                .isZero();
    }

    @Test
    void theSecondEditionOfOnlineRetailSpellsItsColumnsOtherwiseAndWritesMonthsFirst() {
        var log = rig.fixture("invoices_ii.csv");
        assertThat(rig.rows(log, "event_time,event_type,user_id,product_name,price,quantity"))
                .containsExactly(
                        "2010-12-13 08:26:00|purchase|17850|WHITE HANGING HEART T-LIGHT HOLDER|2.55|6",
                        "2010-12-01 09:41:00|refund|14527|Discount|27.5|1");
    }

    @Test
    void anOrderListBetweenBlanksIsReadWithPricesOfOnePieceAndDaysThatEnd() {
        var log = rig.fixture("orders.txt");
        assertThat(rig.rows(log, "event_time,event_type,user_id,price,quantity"))
                .containsExactly(
                        "1997-01-01 23:59:59|purchase|00001|11.77|1",
                        "1997-01-12 23:59:59|purchase|00002|12|1",
                        "1997-01-12 23:59:59|purchase|00002|15.4|5");
        assertThat(log.log().time()).contains("days as YYYYMMDD", "23:59:59");
    }

    @Test
    void taobaosUserBehaviorIsKnownWithoutAHeader() {
        var log = rig.fixture("taobao.csv");
        assertThat(rig.rows(log, DONE + ",category"))
                .containsExactly(
                        "2017-11-24 17:21:10|view|1|∅|∅|2268318|2520377",
                        "2017-11-24 22:15:33|add_to_cart|1|∅|∅|2333346|2520771",
                        "2017-11-27 06:07:50|wishlist|100|∅|∅|4152983|2355072",
                        "2017-11-27 06:11:10|purchase|100|∅|∅|4152983|2355072");
    }

    @Test
    void theValueOfAPersonalizeInteractionIsAPurchasesPriceAndARatingsStarsAndAnAttributeOfAll() {
        var log = rig.fixture("personalize.csv");
        assertThat(rig.rows(log, DONE + ",price,quantity,rating,attributes"))
                .containsExactly(
                        "2023-11-14 22:13:20|view|u1|∅|∅|i9|∅|∅|∅|∅",
                        "2023-11-14 22:14:20|purchase|u1|∅|∅|i9|19.99|1|∅|{\"value\":\"19.99\"}",
                        "2023-11-14 22:15:20|review|u1|∅|∅|i9|∅|∅|4|{\"value\":\"4\"}");
    }

    @Test
    void gorseFeedbackIsRead() {
        var log = rig.fixture("gorse.csv");
        assertThat(rig.rows(log, DONE))
                .containsExactly("2023-11-14 22:13:20|wishlist|u1|∅|∅|i9", "2023-11-14 22:14:20|purchase|u2|∅|∅|i9");
    }

    @Test
    void aMetarankRankingIsAViewOfEachItemAndMetadataIsNoAct() {
        var log = rig.fixture("metarank.jsonl");
        assertThat(rig.rows(log, "event_id,event_time,event_type,user_id,session_id,product_id,price,query"))
                .containsExactly(
                        "m1#1|2023-11-14 22:13:20|other|∅|∅|p1|∅|∅",
                        "r1#1|2023-11-14 22:13:21|list_view|u1|s1|p1|∅|kite",
                        "r1#2|2023-11-14 22:13:21|list_view|u1|s1|p2|∅|kite",
                        "c1#1|2023-11-14 22:13:22|view|u1|s1|p1|∅|∅",
                        "c2#1|2023-11-14 22:13:23|purchase|u1|s1|p1|12.5|∅");
        assertThat(rig.rows(log, "product_name,product_description"))
                .startsWith("Red kite|Flies in light winds.")
                .contains("∅|∅");
    }

    @Test
    void segmentCallsOfAServerHaveNoVisitors() {
        var log = rig.clean("""
                {"type":"track","event":"Order Completed","messageId":"m1","userId":"u1","timestamp":"2024-03-01T10:00:00Z","properties":{"order_id":"o1","products":[{"product_id":"p1","price":5}]}}
                {"type":"track","event":"Product Viewed","messageId":"m2","userId":"u1","timestamp":"2024-03-01T10:00:01Z","properties":{"product_id":"p2"}}
                """);
        assertThat(log.log().title()).startsWith("Segment");
        assertThat(rig.rows(log, "event_type,user_id,anonymous_id,product_id"))
                .containsExactly("purchase|u1|∅|p1", "view|u1|∅|p2");
    }

    private static String segment(String event, String rest) {
        return "{\"type\":\"track\",\"event\":\"%s\",\"messageId\":\"%s\",\"userId\":\"u1\",\"timestamp\":\"2024-03-01T10:00:00Z\",%s}\n"
                .formatted(event, event + rest.hashCode(), rest);
    }

    @Test
    void aDeviceThatSegmentNamesByItsSystemIsMobileOrATablet() {
        var device = "\"properties\":{},\"context\":{\"device\":%s}";
        var log = rig.clean(segment("Product Viewed", device.formatted("{\"type\":\"ios\",\"model\":\"iPhone7,2\"}"))
                + segment("Product Viewed", device.formatted("{\"type\":\"iOS\",\"model\":\"iPad7,4\"}"))
                + segment("Product Viewed", device.formatted("{\"type\":\"android\"}"))
                + segment("Product Viewed", device.formatted("{\"type\":\"desktop\"}"))
                + segment("Product Viewed", device.formatted("{}")));
        assertThat(rig.rows(log, "attributes"))
                .containsExactly(
                        "{\"device\":\"mobile\"}",
                        "{\"device\":\"tablet\"}",
                        "{\"device\":\"mobile\"}",
                        "{\"device\":\"desktop\"}",
                        "∅");
    }

    @Test
    void theCategoryOfASegmentListIsThatOfItsProductsUnlessTheyHaveTheirOwn() {
        var products =
                "\"properties\":{\"category\":\"Games\",\"products\":[{\"product_id\":\"p1\"},{\"product_id\":\"p2\",\"category\":\"Cards\"}]}";
        var log = rig.clean(segment("Product List Viewed", products)
                + segment("Product List Filtered", "\"properties\":{\"category\":\"Games\"}")
                + segment("Order Completed", products));
        assertThat(rig.rows(log, "event_type,product_id,category"))
                .containsExactly(
                        "list_view|p1|Games",
                        "list_view|p2|Cards",
                        "list_view|∅|Games",
                        "purchase|p1|∅",
                        "purchase|p2|Cards");
    }

    @Test
    void aSegmentSearchMayBeAnObjectAroundItsText() {
        var query = "\"properties\":{\"query\":%s}";
        var log = rig.clean(segment("Products Searched", query.formatted("\"blue\""))
                + segment("Products Searched", query.formatted("{\"query\":\"red\"}"))
                + segment("Products Searched", query.formatted("{\"text\":\"green\",\"page\":1}"))
                + segment("Products Searched", query.formatted("{\"sort\":\"price\"}"))
                + segment("Products Searched", query.formatted("null")));
        assertThat(rig.rows(log, "event_type,query"))
                .containsExactly("search|blue", "search|red", "search|green", "search|∅", "search|∅");
    }

    @Test
    void aSegmentProductWithoutAnIdIsKnownByItsSku() {
        var log = rig.clean(segment("Product Viewed", "\"properties\":{\"sku\":\"G-32\",\"price\":5}")
                + segment("Product Viewed", "\"properties\":{\"product_id\":\"\",\"sku\":\"G-33\",\"price\":5}")
                + segment(
                        "Order Completed",
                        "\"properties\":{\"revenue\":9,\"products\":[{\"sku\":\"G-34\",\"quantity\":2}]}"));
        assertThat(rig.rows(log, "product_id,price,quantity")).containsExactly("G-32|5|∅", "G-33|5|∅", "G-34|∅|2");
    }

    @Test
    void aSegmentOrderThatIsCancelledOrGivenBackWholeIsARefundOfItsProductsOrOfTheOrder() {
        var log = rig.clean(segment(
                        "Order Cancelled",
                        "\"properties\":{\"order_id\":\"o1\",\"total\":9,\"products\":[{\"product_id\":\"p1\",\"price\":3,\"quantity\":2},{\"product_id\":\"p2\",\"price\":3}]}")
                + segment("Order Refunded", "\"properties\":{\"order_id\":\"o2\",\"total\":9,\"currency\":\"EUR\"}")
                + segment("Order Refunded", "\"properties\":{\"order_id\":\"o3\",\"products\":[]}"));
        assertThat(rig.rows(log, "event_type,user_id,product_id,price,quantity,order_id"))
                .containsExactly(
                        "refund|u1|p1|3|2|o1", "refund|u1|p2|3|1|o1", "refund|u1|∅|9|∅|o2", "refund|u1|∅|∅|∅|o3");
    }

    @Test
    void segmentCallsAreTakenApartByProductAndTieVisitorsToCustomers() {
        var log = rig.fixture("segment.jsonl");
        assertThat(rig.rows(log, "event_id,event_type,user_id,anonymous_id,product_id,price,quantity,order_id"))
                .containsExactly(
                        "m0#1|other|u1|a1|∅|∅|∅|∅",
                        "m1#1|search|a1|∅|∅|∅|∅|∅",
                        "m2#1|view|u1|a1|507f1|18.99|1|∅",
                        "m3#1|purchase|u1|a1|507f1|19|1|50314b8e",
                        "m3#2|purchase|u1|a1|505bd|3|2|50314b8e",
                        "m4#1|review|u1|∅|507f1|∅|∅|∅",
                        "m5#1|refund|u1|∅|505bd|3|2|50314b8e",
                        "m6#1|other|u1|∅|∅|∅|∅|∅");
        assertThat(rig.rows(log, "event_type,query,review_text,rating,received_time"))
                .contains(
                        "search|blue hotpants|∅|∅|2024-03-01 10:00:11",
                        "review|∅|I love this product|5|2024-03-09 10:05:01");
    }

    @Test
    void anEventThatWasSentTwiceIsKeptOnceAsItWasFirstReceived() {
        var log = rig.fixture("segment.jsonl");
        assertThat(log.count("duplicates")).isEqualTo(1);
        assertThat(rig.rows(log, "event_id,received_time")).contains("m2#1|2024-03-01 10:01:01");
        assertThat(log.count("accepted")).isEqualTo(8);
    }

    @Test
    void unknownWordsAreOtherAndCountedWithTheWord() {
        var notes = rig.fixture("segment.jsonl").events().notes();
        assertThat(notes).anySatisfy(n -> assertThat(n).contains("'Quiz Finished' (1)", "events.types"));
    }

    @Test
    void aDataLayerIsReadInMillisecondsWithAnEventForEachItem() {
        var log = rig.fixture("ga4_datalayer.jsonl");
        assertThat(rig.rows(log, "event_id," + DONE + ",price,quantity,order_id,query"))
                .containsExactly(
                        "e1#1|2024-03-01 10:00:00|list_view|c1|∅|1709287190|SKU_1|10.01|∅|∅|∅",
                        "e1#2|2024-03-01 10:00:00|list_view|c1|∅|1709287190|SKU_2|33.75|∅|∅|∅",
                        "e2#1|2024-03-01 10:00:10|search|c1|∅|1709287190|∅|∅|∅|∅|red tee",
                        "e3#1|2024-03-01 10:01:40|purchase|u7|c1|1709287190|SKU_1|10.01|3|T_12345|∅",
                        "e4#1|2024-03-02 13:48:20|refund|u7|∅|∅|SKU_1|10.01|1|T_12345|∅");
        assertThat(rig.rows(log, "attributes"))
                .contains("{\"device\":\"mobile\",\"coupon\":\"SUMMER_SALE\",\"discount\":\"2.22\"}");
    }

    @Test
    void whatIsGivenToGtagIsReadBesideTheEvent() {
        var log = rig.clean("""
                {"event":"add_to_cart","client_id":"c1","timestamp":1709287300000,"items":[{"item_id":"SKU_1","item_name":"Tee","price":10.01,"quantity":2}],"currency":"EUR","value":20.02}
                {"event":"purchase","client_id":"c1","user_id":"u7","timestamp":1709287310000,"items":[{"item_id":"SKU_1","price":10.01},{"item_id":"SKU_2","price":5}],"currency":"EUR","value":15.01,"transaction_id":"T1","coupon":"TEN"}
                {"event":"purchase","user_id":"u8","timestamp":1709287320000,"currency":"EUR","value":7,"transaction_id":"T2"}
                """);
        assertThat(log.log().title()).isEqualTo("GA4 e-commerce");
        assertThat(rig.rows(
                        log, "event_type,user_id,anonymous_id,product_id,price,quantity,currency,order_id,attributes"))
                .containsExactly(
                        "add_to_cart|c1|∅|SKU_1|10.01|2|EUR|∅|∅",
                        "purchase|u7|c1|SKU_1|10.01|1|EUR|T1|{\"coupon\":\"TEN\"}",
                        "purchase|u7|c1|SKU_2|5|1|EUR|T1|{\"coupon\":\"TEN\"}",
                        "purchase|u8|∅|∅|7|∅|EUR|T2|∅");
    }

    @Test
    void aDataLayerAndGtagMayStandInOneLogAndAVisitNamesNoVisitor() {
        var log = rig.clean("""
                {"event":"view_item","timestamp":1709287330000,"session_id":5,"ecommerce":{"items":[{"item_id":"SKU_1"}]}}
                {"event":"view_item","timestamp":1709287340000,"session_id":5,"client_id":"c1","items":[{"item_id":"SKU_2"}]}
                {"event":"view_item","timestamp":1709287350000,"session_id":5,"user_id":"u1","ecommerce":{},"items":[{"item_id":"SKU_3"}]}
                """);
        assertThat(rig.rows(log, "user_id,anonymous_id,session_id,product_id"))
                .containsExactly("∅|∅|5|SKU_1", "c1|∅|5|SKU_2", "u1|∅|5|SKU_3");
    }

    @Test
    void aDataLayersRefundWithoutItemsIsOfTheOrderAndAPurchaseWithoutThemOfItsValue() {
        var line = "{\"event\":\"%s\",\"timestamp\":\"2024-03-01T10:00:00Z\",\"client_id\":\"c\",\"ecommerce\":%s}\n";
        var log = rig.clean(line.formatted("purchase", "{\"transaction_id\":\"T1\",\"value\":12.5,\"items\":[]}")
                + line.formatted("refund", "{\"transaction_id\":\"T1\"}")
                + line.formatted("refund", "{\"transaction_id\":\"T2\",\"value\":-3}"));
        assertThat(rig.rows(log, "event_type,product_id,price,quantity,order_id"))
                .containsExactly("purchase|∅|12.5|∅|T1", "refund|∅|∅|∅|T1", "refund|∅|3|∅|T2");
    }

    private static String bigQuery(String name, String rest) {
        return "{\"event_timestamp\":\"1604188803123456\",\"event_name\":\"%s\",\"user_pseudo_id\":\"1.2\",%s}\n"
                .formatted(name, rest);
    }

    @Test
    void aBigQueryRefundWithoutItemsIsOfTheOrderAndAPurchaseWithoutThemOfItsValue() {
        var value =
                "\"event_params\":[{\"key\":\"value\",\"value\":{\"%s\":12.5}},{\"key\":\"transaction_id\",\"value\":{\"string_value\":\"T1\"}}]";
        var log = rig.clean(bigQuery("purchase", value.formatted("double_value") + ",\"items\":[]")
                + bigQuery("purchase", value.formatted("float_value"))
                + bigQuery("refund", "\"ecommerce\":{\"transaction_id\":\"T1\",\"refund_value\":12.5},\"items\":[]")
                + bigQuery("refund", "\"ecommerce\":{\"transaction_id\":\"T2\"}"));
        assertThat(rig.rows(log, "event_type,product_id,price,quantity,order_id"))
                .containsExactly(
                        "purchase|∅|12.5|∅|T1", "purchase|∅|12.5|∅|T1", "refund|∅|12.5|∅|T1", "refund|∅|∅|∅|T2");
    }

    @Test
    void aDayThatIsExportedFromBigQueryAgainWithWhatCameLateAddsOnlyThat() throws IOException {
        var item = ",\"items\":[{\"item_id\":\"p1\",\"price\":5}]";
        var batch = "\"batch_page_id\":\"7\",\"batch_ordering_id\":\"1\",\"batch_event_index\":\"%d\"";
        // Batches are numbered or not; a traffic source may be found later.
        for (var of : List.of(batch, "\"event_bundle_sequence_id\":\"%d\"")) {
            var first = bigQuery("view_item", of.formatted(1) + ",\"traffic_source\":{}" + item)
                    + bigQuery("view_item", of.formatted(2) + item);
            var again = bigQuery("add_to_cart", of.formatted(3) + item)
                    + bigQuery("view_item", of.formatted(2) + item)
                    + bigQuery("view_item", of.formatted(1) + ",\"traffic_source\":{\"source\":\"mail\"}" + item);
            try (var before = new UploadRig(scratch);
                    var after = new UploadRig(scratch)) {
                var old = before.clean(first).events().shards().get(0);
                var file = after.session.directory().resolve("before.parquet");
                Files.copy(old, file);
                var uploads = List.of(
                        new EventLog.Upload(0, List.of(file)),
                        new EventLog.Upload(
                                1, List.of(after.clean(again).events().shards().get(0))));
                var log = EventLog.of(after.session, uploads, Shard.WHOLE);
                assertThat(after.session.query(
                                row -> row.text(0) + " " + row.whole(1),
                                "SELECT event_type, count(*) FROM events GROUP BY ALL ORDER BY ALL"))
                        .as(of)
                        .containsExactly("add_to_cart 1", "view 2");
                assertThat(log.repeated()).isEqualTo(2);
            }
        }
    }

    @Test
    void aBigQueryExportIsReadInMicrosecondsFromItsNestedParametersAndItems() {
        var log = rig.fixture("ga4_bigquery.jsonl");
        bigQuery(log);
        assertThat(rig.rows(log, "event_type,received_time"))
                .as("the server's offset is when the shop knew")
                .contains("view|2020-11-01 00:00:03.123456");
        assertThat(rig.rows(log, "attributes"))
                .contains(
                        "{\"device\":\"mobile\",\"country\":\"Germany\",\"page\":\"https://shop.example/p1\"}",
                        "{\"coupon\":\"TEN\"}");
    }

    @Test
    void aBigQueryExportAsParquetIsTheSame() {
        rig.session.run("COPY (SELECT * FROM read_json('%s')) TO '%s' (FORMAT parquet)"
                .formatted(copied("ga4_bigquery.jsonl"), rig.session.directory().resolve("ga4.parquet")));
        bigQuery(rig.clean(
                rig.load(rig.session.directory().resolve("ga4.parquet")), io.foresale.domain.DatasetConfig.none()));
    }

    private void bigQuery(UploadRig.Cleaned log) {
        assertThat(rig.rows(log, DONE + ",brand,price,quantity,currency,order_id,query"))
                .containsExactly(
                        "2020-11-01 00:00:00.123456|other|11.22|∅|11.22.77|∅|∅|∅|∅|∅|∅|∅",
                        "2020-11-01 00:00:01.123456|view|11.22|∅|11.22.77|p1|∅|18|1|∅|∅|∅",
                        "2020-11-01 00:00:02.123456|search|11.22|∅|11.22.77|∅|∅|∅|∅|∅|∅|cap",
                        "2020-11-01 00:00:03.123456|purchase|u1|11.22|11.22.77|p1|∅|18|2|USD|741471|∅",
                        "2020-11-01 00:00:03.123456|purchase|u1|11.22|11.22.77|p2|∅|5|1|USD|741471|∅");
    }

    private Path copied(String fixture) {
        try {
            return Files.copy(
                    Path.of("src/test/resources/events", fixture),
                    rig.session.directory().resolve(fixture));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void googleRetailEventsAreReadInCamelCase() {
        var log = rig.fixture("google_retail.jsonl");
        assertThat(rig.rows(log, DONE + ",price,quantity,currency,order_id,query"))
                .containsExactly(
                        "2024-05-01 08:00:00|search|v1|∅|∅|∅|∅|∅|∅|∅|garden hose",
                        "2024-05-01 08:01:00|view|v1|∅|s1|hose-1|∅|∅|∅|∅|∅",
                        "2024-05-01 06:09:00|purchase|u5|v1|∅|hose-1|20.5|2|CHF|o-1|∅",
                        "2024-05-01 06:09:00|purchase|u5|v1|∅|tap-9|∅|1|CHF|o-1|∅");
        assertThat(rig.rows(log, "product_name,product_description")).contains("Hose|Ten metres, does not kink.");
    }

    @Test
    void attributesOfAShopsOwnInGoogleRetailEventsAreKeptAsPlainValues() {
        var event =
                "{\"eventType\":\"detail-page-view\",\"visitorId\":\"v1\",\"eventTime\":\"2024-05-01T08:00:00Z\"%s}\n";
        var log = rig.clean(
                event.formatted(",\"uri\":\"/hose\",\"attributes\":{\"channel\":{\"text\":[\"mail\"],\"numbers\":[]},"
                                + "\"sizes\":{\"numbers\":[7,8.5],\"text\":[]},\"page\":{\"text\":[\"other\"]},"
                                + "\"note\":{\"text\":[\"to ann@shop.example\"]},\"plain\":true}")
                        + event.formatted(",\"attributes\":{\"device\":{\"text\":[\"mobile\"]}}")
                        + event.formatted(",\"attributes\":\"odd\"")
                        + event.formatted(""));
        assertThat(rig.rows(log, "attributes"))
                .containsExactly(
                        "{\"channel\":\"mail\",\"sizes\":[7,8.5],\"note\":\"to [email]\",\"plain\":true,\"page\":\"/hose\"}",
                        "{\"device\":\"mobile\"}",
                        "∅",
                        "∅");
    }

    @Test
    void everyColumnThatNothingIsMadeOfIsNamedWhetherTheSchemaKnowsItOrNot() {
        var log = rig.clean("""
                {"eventType":"search","visitorId":"v1","eventTime":"2024-05-01T08:00:00Z","searchQuery":"hose","referrerUri":"/","offset":20,"attributes":{}}
                """);
        assertThat(log.log().reasons()).contains("columns that nothing is made of, passed by: referrerUri, offset");
    }

    @Test
    void googleRetailEventsAreReadInSnakeCase() {
        var log = rig.fixture("google_retail_snake.jsonl");
        assertThat(rig.rows(log, DONE + ",category,price,quantity,currency"))
                .containsExactly(
                        "2024-05-01 08:00:00|list_view|v1|∅|∅|∅|Garden > Hoses|∅|∅|∅",
                        "2024-05-01 08:01:00.25|add_to_cart|v1|∅|∅|hose-1|∅|20.5|3|CHF");
    }

    @Test
    void snowplowActionsAreReadWithTheirContexts() {
        var log = rig.fixture("snowplow.jsonl");
        assertThat(rig.rows(log, "event_id,event_type,user_id,anonymous_id,product_id,price,quantity,order_id"))
                .containsExactly(
                        "e1#1|other|d1|∅|∅|∅|∅|∅",
                        "e2#1|view|d1|∅|P125|200|∅|∅",
                        "e3#1|begin_checkout|d1|∅|∅|∅|∅|∅",
                        "e4#1|purchase|u1|d1|P125|200|1|T1",
                        "e4#2|purchase|u1|d1|P126|15|2|T1");
    }

    private static String snowplow(String id, String type, String rest) {
        return "{\"event_id\":\"%s\",\"collector_tstamp\":\"2024-02-01 09:00:00.100\",\"domain_userid\":\"d1\",\"unstruct_event_com_snowplowanalytics_snowplow_ecommerce_snowplow_ecommerce_action_1\":{\"type\":\"%s\"}%s}\n"
                .formatted(id, type, rest);
    }

    @Test
    void snowplowListsRemovalsAndRefundsOfProductsAndOfOrdersAreRead() {
        var context = ",\"contexts_com_snowplowanalytics_snowplow_ecommerce_%s_1\":[%s]";
        var product = "{\"id\":\"P1\",\"category\":\"Shoes\",\"price\":15,\"currency\":\"USD\",\"quantity\":2}";
        var refund = "{\"transaction_id\":\"T1\",\"currency\":\"EUR\",\"refund_amount\":20}";
        var log = rig.clean(snowplow(
                        "e1", "list_view", context.formatted("product", product + ",{\"id\":\"P2\",\"price\":1}"))
                + snowplow("e2", "remove_from_cart", context.formatted("product", product))
                + snowplow("e3", "refund", context.formatted("product", product) + context.formatted("refund", refund))
                + snowplow("e4", "refund", context.formatted("refund", refund))
                + snowplow("e5", "trns_error", ""));
        assertThat(rig.rows(log, "event_id,event_type,product_id,category,price,quantity,currency,order_id"))
                .containsExactly(
                        "e1#1|list_view|P1|Shoes|15|2|USD|∅",
                        "e1#2|list_view|P2|∅|1|∅|∅|∅",
                        "e2#1|remove_from_cart|P1|Shoes|15|2|USD|∅",
                        "e3#1|refund|P1|Shoes|15|2|USD|T1",
                        "e4#1|refund|∅|∅|20|∅|EUR|T1",
                        "e5#1|other|∅|∅|∅|∅|∅|∅");
    }

    @Test
    void aColumnThatSaysNothingTakesNoAttributeAwayInForesalesOwnForm() {
        var log = rig.clean("""
                {"event_time":"2024-03-01T10:00:00Z","event_type":"view","user_id":"u1","product_id":"p1","coupon":"SPRING","attributes":{"device":"mobile","coupon":"OLD"}}
                {"event_time":"2024-03-01T10:00:01Z","event_type":"view","user_id":"u1","product_id":"p1","attributes":{"device":"mobile"}}
                """);
        assertThat(rig.rows(log, "attributes"))
                .containsExactly("{\"device\":\"mobile\",\"coupon\":\"SPRING\"}", "{\"device\":\"mobile\"}");
    }

    @Test
    void foresalesOwnColumnsAreTakenAsTheyAre() {
        var log = rig.fixture("foresale.csv");
        assertThat(
                        rig.rows(
                                log,
                                "event_type,user_id,product_id,product_description,price,quantity,query,review_text,rating,attributes"))
                .containsExactly(
                        "search|u1|∅|∅|∅|∅|wooden train|∅|∅|∅",
                        "purchase|u1|p1|Forty pieces of beech.|20|2|∅|∅|∅|{\"coupon\":\"TEN\"}",
                        "review|u1|p1|∅|∅|∅|∅|sturdy, and lovely|4|∅");
    }
}
