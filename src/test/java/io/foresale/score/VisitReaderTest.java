package io.foresale.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.foresale.api.request.JsonBody;
import io.foresale.domain.EventType;
import io.foresale.domain.PermanentException;
import io.foresale.domain.PermanentException.Kind;
import io.foresale.events.SentVisits.Visit;
import io.foresale.events.VisitEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Visits as pages send them, right and wrong. */
class VisitReaderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String VIEW = "{\"event_type\": \"view\"}";

    private final VisitReader reader = new VisitReader(3);

    /** The second event of the visit is a good one with this field put in its place. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "event_type | null              | one of view, | none",
                "event_type | \"gekauft\"       | one of view, | 'gekauft'",
                "event_type | \"\"              | one of view, | ''",
                "event_type | 7                 | one of view, | '7'",
                "event_type | [\"view\"]        | one of view, | '[view]'",
                "event_time | \"tomorrow\"      | a time as 2026-03-01T12:00:00Z | 'tomorrow'",
                "event_time | \"01/02/2026\"    | a time as 2026-03-01T12:00:00Z | '01/02/2026'",
                "event_time | \"2026-02-30T00:00:00Z\" | a time as 2026-03-01T12:00:00Z | '2026-02-30T00:00:00Z'",
                "event_time | \"2026-03-02T12:00:01Z\" | not later than a day from now | '2026-03-02T12:00:01Z'",
                "event_time | \"9999-12-31T00:00:00Z\" | not later than a day from now | '9999-12-31T00:00:00Z'",
                "event_time | \"1989-12-31T23:59:59Z\" | not before 1990 | '1989-12-31T23:59:59Z'",
                "event_time | 12                | not before 1990 | '12'",
                "event_time | {\"at\": 1}       | a time as 2026-03-01T12:00:00Z | '{at=1}'",
                "price      | \"cheap\"         | a number of at most 1e30 | 'cheap'",
                "price      | \"1.234,5\"       | a number of at most 1e30 | '1.234,5'",
                "price      | -1                | 0 or more | '-1'",
                "price      | 1e31              | a number of at most 1e30 | '1.0E31'",
                "price      | true              | a number of at most 1e30 | 'true'",
                "price      | [1]               | a text or a number | an array or object",
                "quantity   | -0.5              | 0 or more | '-0.5'",
                "rating     | \"five\"          | a number of at most 1e30 | 'five'",
                "product_id | {\"sku\": 1}      | a text or a number | an array or object",
                "query      | [\"a\", \"b\"]    | a text or a number | an array or object",
            })
    void aFieldThatIsNotWhatIsWantedIsRefusedByItsNameAndPlace(String field, String value, String wanted, String got) {
        var good = field.equals("event_type") ? "" : "\"event_type\": \"view\", ";
        var event = "{" + good + "\"" + field + "\": " + value + "}";

        assertThatThrownBy(() -> read("{\"events\": [" + VIEW + "]}", "{\"events\": [" + VIEW + ", " + event + "]}"))
                .asInstanceOf(type(PermanentException.class))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.INVALID))
                .extracting(PermanentException::problem)
                .satisfies(problem ->
                        assertThat(problem.subject()).isEqualTo("field '" + field + "' of event 2 of visit 2"))
                .satisfies(problem -> assertThat(problem.wanted()).contains(wanted))
                .satisfies(problem -> assertThat(problem.got()).isEqualTo(got))
                .satisfies(problem -> assertThat(problem.remedy()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}                                     | field 'events' of visit 1  | none                           | INVALID",
                "{\"events\": null}                     | field 'events' of visit 1  | none                           | INVALID",
                "{\"events\": []}                       | field 'events' of visit 1  | an empty array                 | INVALID",
                "{\"events\": \"view\"}                 | field 'events' of visit 1  | no array                       | INVALID",
                "{\"events\": {\"event_type\": \"view\"}} | field 'events' of visit 1 | no array                      | INVALID",
                "{\"events\": [\"view\"]}               | event 1 of visit 1         | 'view'                         | INVALID",
                "{\"events\": [null]}                   | event 1 of visit 1         | none                           | INVALID",
                "{\"events\": [1, 2, 3, 4]}             | field 'events' of visit 1  | 4                              | TOO_LARGE",
                "{\"events\": [{\"event_type\": \"purchase\"}]} | visit 1            | a purchase as the first event  | INVALID",
                "{\"user_id\": [1], \"events\": [{\"event_type\": \"view\"}]} | field 'user_id' of visit 1 | '[1]' | INVALID",
                "{\"anonymous_id\": true, \"events\": [{\"event_type\": \"view\"}]} | field 'anonymous_id' of visit 1 | 'true' | INVALID",
                "{\"session_id\": {}, \"events\": [{\"event_type\": \"view\"}]} | field 'session_id' of visit 1 | '{}' | INVALID",
            })
    void aVisitThatIsNoneIsRefused(String visit, String subject, String got, Kind kind) {
        assertThatThrownBy(() -> read(visit))
                .asInstanceOf(type(PermanentException.class))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(kind))
                .extracting(PermanentException::problem)
                .satisfies(problem -> assertThat(problem.subject()).isEqualTo(subject))
                .satisfies(problem -> assertThat(problem.got()).isEqualTo(got))
                .satisfies(problem -> assertThat(problem.wanted()).isNotBlank())
                .satisfies(problem -> assertThat(problem.remedy()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-03-01T10:30:00Z\"",
                "\"2026-03-01 10:30:00\"",
                "\"2026-03-01T12:30:00+02:00\"",
                "\"2026-03-01T05:00:00-0530\"",
                "\"2026-03-01T10:30:00,000\"",
                "1772361000",
                "1772361000.0",
                "\"1772361000000\"",
                "1772361000000000"
            })
    void aTimeIsTakenInTheWaysThatPagesWriteIt(String time) {
        var event = event("{\"event_type\": \"view\", \"event_time\": " + time + "}");

        assertThat(event.time()).isEqualTo(Instant.parse("2026-03-01T10:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"n/a\""})
    void anEventWithoutATimeIsOfNow(String time) {
        assertThat(event("{\"event_type\": \"view\", \"event_time\": " + time + "}")
                        .time())
                .isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "13085 | 13085",
                "13085.0 | 13085",
                "12345678.0 | 12345678",
                "9007199254740993 | 9007199254740993",
                "123456789012345678901234567890 | 123456789012345678901234567890",
                "\"13085.0\" | 13085",
                "\" a  b \" | a b",
            })
    void anIdIsTakenAsItStandsInALogAlsoAsANumber(String sent, String id) {
        var visit = read(
                "{\"user_id\": %1$s, \"session_id\": %1$s, \"events\": [{\"event_type\": \"view\", \"product_id\": %1$s}]}"
                        .formatted(sent));

        assertThat(visit.user()).contains(id);
        assertThat(visit.id()).contains(id);
        assertThat(visit.events().getFirst().values()).containsEntry("product_id", id);
    }

    @Test
    void theKnownIdIsTheUsersAndTheOtherOneIsWhoItWasBefore() {
        assertThat(read("{\"user_id\": \"u\", \"anonymous_id\": \"c\", \"events\": [" + VIEW + "]}"))
                .isEqualTo(visit("u", "c"));
        assertThat(read("{\"anonymous_id\": \"c\", \"events\": [" + VIEW + "]}"))
                .isEqualTo(visit("c", null));
        assertThat(read("{\"user_id\": \"\", \"anonymous_id\": \"n/a\", \"events\": [" + VIEW + "]}"))
                .isEqualTo(visit(null, null));
    }

    @Test
    void numbersAreTakenAsTextsToo() {
        var values = event(
                        "{\"event_type\": \"VIEW\", \"price\": \"€ 1,234.50\", \"quantity\": 2, \"rating\": \"n/a\"}")
                .values();

        assertThat(values).isEqualTo(Map.of("price", 1234.5, "quantity", 2.0));
    }

    @Test
    void whatIsPersonalIsMaskedInTextsAndAttributes() {
        var values = event(
                        "{\"event_type\": \"search\", \"query\": \"kite for anna@example.com\", \"page\": \"/reset?token=a1\"}")
                .values();

        assertThat(values).isEqualTo(Map.of("query", "kite for [email]", "attributes", "{\"page\":\"[url]\"}"));
    }

    @Test
    void whatIsGivenBackMayHaveASignAndIsAboutOnePiece() {
        var event = event("{\"event_type\": \"refund\", \"product_id\": \"p\", \"price\": -3.5}");

        assertThat(event.type()).isEqualTo(EventType.REFUND);
        assertThat(event.values()).isEqualTo(Map.of("product_id", "p", "price", 3.5, "quantity", 1.0));
    }

    @Test
    void whatIsNoFieldIsNamed() {
        var sent = reader.read(
                List.of(
                        json(
                                "{\"page\": 1, \"events\": [{\"event_type\": \"view\", \"colour\": \"red\", \"device\": []}]}")),
                NOW);

        assertThat(sent.getFirst().ignored()).containsExactly("page", "events[].colour", "events[].device");
    }

    private static Visit visit(@Nullable String user, @Nullable String anonymous) {
        return new Visit(
                Optional.ofNullable(user),
                Optional.ofNullable(anonymous),
                Optional.empty(),
                List.of(new VisitEvent(NOW, EventType.VIEW, Map.of())));
    }

    private VisitEvent event(String json) {
        return read("{\"events\": [" + json + "]}").events().getFirst();
    }

    /** The last of these visits. */
    private Visit read(String... visits) {
        var sent = Arrays.stream(visits).map(VisitReaderTest::json).toList();
        return reader.read(sent, NOW).getLast().visit();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String object) {
        return (Map<String, Object>) JsonBody.parse(object.getBytes(UTF_8));
    }
}
