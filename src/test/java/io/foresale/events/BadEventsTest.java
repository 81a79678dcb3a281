package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetKind;
import io.foresale.domain.EventType;
import io.foresale.domain.PermanentException;
import io.foresale.table.TableLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that are not as they should be: nothing is guessed, and every line is accounted for. */
class BadEventsTest {

    private static final String HEADER =
            "event_id,event_time,received_time,event_type,user_id,product_id,price,quantity\n";
    private static final String SEGMENT =
            "{\"type\":\"track\",\"event\":\"Product Viewed\",\"messageId\":\"m%1$d\",\"anonymousId\":\"a\",\"timestamp\":\"2024-03-01T10:00:00Z\",\"properties\":{\"product_id\":\"p%1$d\"}}\n";
    private static final String DATA_LAYER =
            "{\"event\":\"view_item\",\"timestamp\":\"2024-03-01T10:00:00Z\",\"client_id\":\"c\",\"ecommerce\":{\"items\":[{\"item_id\":\"p%1$d\"}]}}\n";

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
    void anUnknownLogIsATableUnlessTheOwnerSaysOtherwise() {
        var raw = rig.load("when,who,what\n2024-01-01,u1,bought\n");
        assertThat(rig.recognise(raw, DatasetConfig.none())).isEmpty();
        assertThatThrownBy(() ->
                        rig.recognise(raw, UploadRig.config(Optional.of(DatasetKind.EVENTS), Map.of(), Map.of(), "")))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll(
                        "REES46 (event_time, event_type", "Taobao", "when, who, what", "\"event_time\"");
    }

    @Test
    void theNearestSchemaIsNamedFirst() {
        var raw = rig.load("event_time,event_type,product_id,user_id_,user_session\n2024-01-01,view,p,u,s\n");
        assertThatThrownBy(() ->
                        rig.recognise(raw, UploadRig.config(Optional.of(DatasetKind.EVENTS), Map.of(), Map.of(), "")))
                .hasMessageContaining("a known log of events: REES46 (");
    }

    @Test
    void aRecognisedLogIsATableWhereTheOwnerSaysSo() {
        var raw = rig.load(HEADER + "e1,2024-01-01,,view,u,p,1,1\n");
        assertThat(rig.recognise(raw, UploadRig.config(Optional.of(DatasetKind.TABLE), Map.of(), Map.of(), "")))
                .isEmpty();
    }

    @Test
    void anEventIsCountedOnceHoweverManyProductsItShowsUnlessItIsAboutEach() {
        var items = "\"ecommerce\":{\"items\":[{\"item_id\":\"p1\"},{\"item_id\":\"p2\"},{\"item_id\":\"p3\"}]}";
        var line = "{\"event\":\"%s\",\"timestamp\":\"2024-03-01T10:00:00Z\",\"client_id\":\"c\"," + items + "}\n";
        var log = rig.clean(line.formatted("view_search_results")
                + line.formatted("begin_checkout")
                + line.formatted("view_cart")
                + line.formatted("add_to_cart")
                + line.formatted("view_item_list"));
        assertThat(rig.rows(log, "event_type,product_id"))
                .containsExactly(
                        "search|p1",
                        "begin_checkout|p1",
                        "other|p1",
                        "add_to_cart|p1",
                        "add_to_cart|p2",
                        "add_to_cart|p3",
                        "list_view|p1",
                        "list_view|p2",
                        "list_view|p3");
    }

    @Test
    void aMappingThatDoesNotFitALogOfAKnownSchemaIsNamed() {
        var raw = rig.load(HEADER + "e1,2024-01-01,,view,u,p,1,1\n");
        var config = UploadRig.config(
                Optional.empty(),
                Map.of("event_time", "Zeit", "user_id", "user_id", "event_type", "=view"),
                Map.of(),
                "");
        assertThat(rig.clean(raw, config).log().reasons())
                .contains("the mapping 'events.columns' is not used, as the upload does not have: Zeit");
    }

    @Test
    void aMappedLogIsReadWithTheOwnersWordsAndDecimalCommas() {
        var columns = Map.of(
                "event_time",
                "Zeit",
                "user_id",
                "Kunde",
                "event_type",
                "Aktion",
                "product_id",
                "Artikel",
                "price",
                "Preis",
                "device",
                "Geraet");
        var types = Map.of("angesehen", EventType.VIEW, "gekauft", EventType.PURCHASE);
        var raw = rig.load(Path.of("src/test/resources/events/mapped.csv"));
        var log = rig.clean(raw, UploadRig.config(Optional.empty(), columns, types, "Europe/Berlin"));
        assertThat(rig.rows(log, "event_time,event_type,user_id,product_id,price,attributes"))
                .containsExactly(
                        "2024-01-05 09:00:00|view|K1|A1|19.9|{\"device\":\"mobil\"}",
                        "2024-01-05 09:05:00|purchase|K1|A1|19.9|{\"device\":\"mobil\"}",
                        "2024-01-31 09:05:00|other|K2|A2|1000.5|{\"device\":\"desktop\"}");
        assertThat(log.events().notes()).anySatisfy(n -> assertThat(n).contains("'gelesen' (1)"));
    }

    @Test
    void aMappingReachesIntoJsonAndIdsAreTheSameAsNumbersAndStrings() {
        var columns = Map.of(
                "event_time", "when", "user_id", "who.id", "event_type", "=purchase", "product_id", "things[0].sku");
        var raw = rig.load(Path.of("src/test/resources/events/mapped.jsonl"));
        var log = rig.clean(raw, UploadRig.config(Optional.empty(), columns, Map.of(), ""));
        assertThat(rig.rows(log, "event_type,user_id,product_id")).containsExactly("purchase|5|A1", "purchase|5|A2");
        assertThat(log.count("users")).isEqualTo(1);
    }

    @Test
    void aMappingOfAColumnThatIsNotThereIsRefusedWithThoseThatAre() {
        var columns = Map.of("event_time", "when", "user_id", "Kunde", "event_type", "what");
        var raw = rig.load("when,who,what\n2024-01-01,u1,bought\n");
        assertThatThrownBy(() -> rig.recognise(raw, UploadRig.config(Optional.empty(), columns, Map.of(), "")))
                .hasMessageContainingAll("events.columns.user_id", "'Kunde'", "when, who, what");
    }

    @Test
    void aMappingWithoutTimeOrTypeIsRefused() {
        var raw = rig.load("when,who,what\n2024-01-01,u1,bought\n");
        assertThatThrownBy(() ->
                        rig.recognise(raw, UploadRig.config(Optional.empty(), Map.of("user_id", "who"), Map.of(), "")))
                .hasMessageContaining("event_time, event_type and one of user_id");
    }

    @Test
    void linesOfAnotherSchemaAreRejectedWithWhatTheyLack() {
        var log = rig.clean(SEGMENT.formatted(1) + DATA_LAYER.formatted(2) + SEGMENT.formatted(3));
        assertThat(log.log().title()).startsWith("Segment");
        assertThat(rig.rows(log, "product_id")).containsExactly("p1", "p3");
        assertThat(log.events().rejectedByReason().keySet())
                .singleElement()
                .asString()
                .startsWith("no 'type', which every event of Segment");
        assertThat(log.rejects()).singleElement().asString().startsWith("{\"line\":2,\"row\":2,\"reason\":\"no 'type'");
    }

    @Test
    void aLineThatFitsAMoreDemandingSchemaIsNoneOfTheOther() {
        var log = rig.clean(DATA_LAYER.formatted(1) + SEGMENT.formatted(2) + DATA_LAYER.formatted(3));
        assertThat(log.log().title()).isEqualTo("GA4 e-commerce");
        assertThat(rig.rows(log, "product_id")).containsExactly("p1", "p3");
        assertThat(log.rejects()).singleElement().asString().contains("an event of Segment");
    }

    @Test
    void anUploadMostOfWhichIsOfOtherSchemasIsRefused() {
        var text = SEGMENT.formatted(1) + "{\"a\":1}\n".repeat(3);
        assertThatThrownBy(() -> rig.clean(text))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("3 of 4 lines", "a file of its own for each schema");
    }

    @Test
    void whatWillHappenAndWhatHappenedAfterItWasReceivedIsRejected() {
        var log = rig.clean(HEADER
                + "e1,2024-01-01T10:00:00Z,2024-01-01T10:00:01Z,view,u,p,1,1\n"
                + "e2,2026-01-02T11:59:00Z,2026-01-02T11:59:00Z,view,u,p,1,1\n"
                + "e3,2026-01-02T12:01:00Z,2026-01-02T12:01:00Z,view,u,p,1,1\n"
                + "e4,2024-01-03T10:00:00Z,2024-01-01T10:00:00Z,view,u,p,1,1\n"
                + "e5,1970-01-01T00:00:00Z,,view,u,p,1,1\n"
                + "e6,soon,,view,u,p,1,1\n");
        assertThat(rig.rows(log, "event_id")).containsExactly("e1", "e2");
        assertThat(log.events().rejectedByReason())
                .containsOnly(
                        Map.entry("a time in the future", 1L),
                        Map.entry("a time more than a day after it was received", 1L),
                        Map.entry("a time before 1990", 1L),
                        Map.entry("no time in 'event_time'", 1L));
        assertThat(log.rejects())
                .anySatisfy(line -> assertThat(line).startsWith("{\"line\":7,").contains("'soon'"));
    }

    @Test
    void whereNothingSaysWhenAnEventWasReceivedItWasAtOnce() {
        var log = rig.clean(HEADER + "e1,2024-01-01T10:00:00Z,,view,u,p,1,1\n");
        assertThat(rig.rows(log, "received_time")).containsExactly("2024-01-01 10:00:00");
    }

    @Test
    void anEventOfWhichNobodyCanReadWhenItWasReceivedIsRejected() {
        var log = rig.clean(HEADER
                + "e1,2024-01-01T10:00:00Z,2024-01-01T11:00:00Z,view,u,p,1,1\n"
                + "e2,2024-01-01T10:00:00Z,2024-13-01T11:00:00Z,view,u,p,1,1\n"
                + "e3,2024-01-01T10:00:00Z,n/a,view,u,p,1,1\n");
        assertThat(rig.rows(log, "event_id,received_time"))
                .containsExactly("e1|2024-01-01 11:00:00", "e3|2024-01-01 10:00:00");
        assertThat(log.events().rejectedByReason()).containsOnly(Map.entry("no time in 'received_time'", 1L));
        assertThat(log.rejects())
                .singleElement()
                .asString()
                .startsWith("{\"line\":3,")
                .contains("no time in 'received_time'", "'2024-13-01T11:00:00Z'");
    }

    @Test
    void timesOfReceiptThatBeginLateInALogAreReadAllTheSame() {
        var log = rig.clean(HEADER
                + "e1,2024-01-01T10:00:00Z,,view,u,p,1,1\n".repeat(20_000)
                + "e2,2024-01-01T10:00:00Z,2024-01-01T11:00:00Z,view,u,p,1,1\n");
        assertThat(rig.rows(log, "event_id,received_time"))
                .containsExactly("e1|2024-01-01 10:00:00", "e2|2024-01-01 11:00:00");
    }

    @Test
    void pricesAndQuantitiesAreNeverNegativeUnlessGivenBack() {
        var log = rig.clean(HEADER
                + "e1,2024-01-01T10:00:00Z,,purchase,u,p,-5,1\n"
                + "e2,2024-01-01T10:00:00Z,,purchase,u,p,5,-1\n"
                + "e3,2024-01-01T10:00:00Z,,refund,u,p,-5,-2\n"
                + "e4,2024-01-01T10:00:00Z,,purchase,u,p,NaN,1\n"
                + "e5,2024-01-01T10:00:00Z,,purchase,u,p,inf,1\n"
                + "e6,2024-01-01T10:00:00Z,,purchase,u,p,five,1\n");
        assertThat(rig.rows(log, "event_id,price,quantity")).containsExactly("e3|5|2", "e4|∅|1");
        assertThat(log.events().rejectedByReason())
                .containsOnly(
                        Map.entry("a negative price", 1L),
                        Map.entry("a negative quantity", 1L),
                        Map.entry("no number, or one beyond 1e30, in 'price'", 2L));
    }

    @Test
    void eventsWithoutAUserAreKeptAndCounted() {
        var log = rig.clean(HEADER + "e1,2024-01-01T10:00:00Z,,view,,p,5,1\ne2,2024-01-01T10:00:00Z,,view,u,p,5,1\n");
        assertThat(log.count("accepted")).isEqualTo(2);
        assertThat(log.count("withoutUser")).isEqualTo(1);
        assertThat(log.count("users")).isEqualTo(1);
    }

    @Test
    void idsThatASpreadsheetMadeDecimalsAreTheSameIds() {
        var log = rig.clean(
                HEADER
                        + "1,2024-01-01T10:00:00Z,,view,5,7.0,5,1\n2.0,2024-01-01T10:00:00Z,,view,5.0,7,5,1\n2,2024-01-01T10:00:00Z,,view,5.0,7,5,1\n");
        assertThat(rig.rows(log, "event_id,user_id,product_id")).containsExactly("1|5|7", "2|5|7");
        assertThat(log.count("duplicates")).isEqualTo(1);
    }

    @Test
    void aProductWithABadPriceCostsItselfAndNotItsOrder() {
        var log = rig.clean(
                "{\"type\":\"track\",\"event\":\"Order Completed\",\"messageId\":\"m\",\"anonymousId\":\"a\",\"timestamp\":\"2024-03-01T10:00:00Z\","
                        + "\"properties\":{\"order_id\":\"o\",\"products\":[{\"product_id\":\"p1\",\"price\":\"free\"},{\"product_id\":\"p2\",\"price\":2},{\"product_id\":\"p3\",\"price\":-1}]}}\n");
        assertThat(rig.rows(log, "event_id,product_id")).containsExactly("m#2|p2");
        assertThat(log.rejects()).hasSize(2).allSatisfy(line -> assertThat(line).startsWith("{\"line\":1,"));
    }

    @Test
    void oneObjectLargerThanTheLimitIsRefusedAndAnArrayOfAnyLengthIsStreamed() {
        rig.close();
        rig = new UploadRig(scratch, new TableLimits(1_000, 1 << 20));
        var events = SEGMENT.formatted(1).strip() + ("," + SEGMENT.formatted(2).strip()).repeat(20_000);
        assertThatThrownBy(() -> rig.load("{\"events\":[" + events + "]}"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("a record larger than the limit");
        rig.close();
        rig = new UploadRig(scratch, new TableLimits(1_000, 1 << 20));
        var log = rig.clean("[" + events + "]");
        assertThat(log.raw().records()).isEqualTo(20_001);
        assertThat(log.count("accepted")).isEqualTo(2);
        assertThat(log.count("duplicates")).isEqualTo(19_999);
    }

    /** Lines made long lie in several files, which are read side by side. */
    @Test
    void aLogInSeveralPartsIsTheSameAsInOne() {
        var small = rig.clean(orders(1));
        assertThat(small.raw().parts()).hasSize(1);
        var events = rig.rows(small, "_row,event_id,user_id,product_id,price");
        var places = places(small);
        rig.close();
        rig = new UploadRig(scratch);
        var large = rig.clean(orders(1 << 20));
        assertThat(large.raw().parts()).hasSize(2);
        assertThat(rig.rows(large, "_row,event_id,user_id,product_id,price")).isEqualTo(events);
        assertThat(large.events().counts()).isEqualTo(small.events().counts());
        assertThat(large.events().rejectedByReason()).isEqualTo(small.events().rejectedByReason());
        assertThat(places(large)).isEqualTo(places).hasSize(6);
        assertThat(large.count("duplicates")).isPositive();
    }

    /** Orders of two products, some refused, some told again, and lines that are none. */
    private static String orders(int padding) {
        var order =
                "{\"type\":\"track\",\"event\":\"Order Completed\",\"messageId\":\"m%d\",\"anonymousId\":\"a%d\",\"timestamp\":\"2024-03-01T10:00:00Z\",\"padding\":\"%s\","
                        + "\"properties\":{\"order_id\":\"o\",\"products\":[{\"product_id\":\"p%d\",\"price\":%d},{\"product_id\":\"p\",\"price\":2}]}}\n";
        var text = "x".repeat(padding);
        return IntStream.range(0, 36)
                .mapToObj(i ->
                        i % 20 == 7 ? "[" + i + "]\n" : order.formatted(i % 30, i % 30, text, i, i % 10 == 3 ? -1 : 5))
                .collect(Collectors.joining());
    }

    private static List<String> places(UploadRig.Cleaned cleaned) {
        return cleaned.rejects().stream()
                .map(line -> line.substring(0, line.indexOf(",\"reason\"")))
                .toList();
    }

    @Test
    void aLogWithMoreColumnsThanTheEngineTakesApartIsALogAllTheSame() {
        var names = IntStream.range(0, 1_100).mapToObj(i -> "x" + i).collect(Collectors.joining(","));
        var log = rig.clean("event_time,event_type,user_id,product_id," + names + "\n2024-01-01T10:00:00Z,view,u,p"
                + ",1".repeat(1_100) + "\n2024-01-01T10:00:01Z,view,u,q" + ",".repeat(1_100) + "\n");
        assertThat(rig.rows(log, "user_id,product_id")).containsExactly("u|p", "u|q");
    }

    @Test
    void jsonInACellThatIsNoneIsNoValue() {
        var log = rig.clean(
                "{\"event\":\"purchase\",\"timestamp\":\"2024-03-01T10:00:00Z\",\"client_id\":\"c\",\"ecommerce\":\"none of it {\"}\n"
                        + DATA_LAYER.formatted(1));
        assertThat(log.count("accepted") + log.count("rejected")).isEqualTo(2);
    }
}
