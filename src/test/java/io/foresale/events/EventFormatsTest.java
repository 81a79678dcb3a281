package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of schemas against the list of them, and against what their headers must say. */
class EventFormatsTest {

    /** What the engine's plan says of the log. */
    private static final Pattern SCANNED = Pattern.compile("SEQ_SCAN.*?\"Projections\": \\[(.*?)]", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("\"(\\w+)\"");

    @Test
    void theListNamesEveryFileThereIs() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/schemas"))) {
            assertThat(files.map(f -> f.getFileName().toString().replaceFirst("\\.sql$", "")))
                    .containsExactlyInAnyOrderElementsOf(EventFormats.FILES);
        }
    }

    @Test
    void whatEveryLineHasIsAmongTheColumnsAnUploadMustHave() {
        assertThat(EventFormats.all()).allSatisfy(format -> {
            var names = format.columns().stream().map(EventFormat.Field::name).toList();
            assertThat(format.everyLine()).isNotEmpty();
            assertThat(names).as(format.title()).containsAll(format.everyLine());
        });
    }

    @Test
    void eventsAreMadeOfEveryFieldThatIsNotSaidToBeUnused(@TempDir Path scratch) {
        try (var session = new DuckDbEngine(scratch, "256MiB", 1).open()) {
            assertThat(EventFormats.all()).allSatisfy(format -> assertThat(read(format, session))
                    .as(format.title())
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(Stream.of("_at"), format.fields().map(EventFormat.Field::name))
                                    .toList()));
        }
    }

    /** The columns of a log that the engine would read for the events of a schema. */
    private static List<String> read(EventFormat format, Session in) {
        in.run(format.fields()
                .map(field -> Sql.name(field.name()) + (field.json() ? " JSON" : " VARCHAR"))
                .collect(Collectors.joining(", ", "CREATE OR REPLACE TABLE log (_at STRUCT(line BIGINT), ", ")")));
        // Where nothing is ever NULL, or everything is, the engine would not read what stands in for it.
        in.run("INSERT INTO log (_at) VALUES (NULL)");
        in.run(format.fields()
                .map(_ -> "'{}'")
                .collect(Collectors.joining(", ", "INSERT INTO log VALUES ({'line': 1}, ", ")")));
        var plan = in.query(row -> row.text(1), "EXPLAIN (FORMAT json) " + format.sql())
                .getFirst();
        var columns = SCANNED.matcher(plan);
        assertThat(columns.find()).as(plan).isTrue();
        return QUOTED.matcher(columns.group(1))
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    @Test
    void noFieldOfASchemaIsNamedTwice() {
        assertThat(EventFormats.all()).allSatisfy(format -> {
            var names = format.known().map(f -> EventFormats.folded(f.name())).toList();
            assertThat(new HashSet<>(names)).as(format.title()).hasSameSizeAs(names);
        });
    }

    @Test
    void aHeaderIsReadWithItsNamesSourcesMarksAndWords() {
        var format = EventFormat.parse("""
                -- Shop: one row an event,
                --   for ever.
                -- columns: t = time|when, what
                -- every line: t
                -- optional: more [json], p [json] = props|properties
                -- unused: ad
                -- words: Page Seen = view
                SELECT 1
                """);
        assertThat(format.title()).isEqualTo("Shop");
        assertThat(format.columns())
                .containsExactly(
                        new EventFormat.Field("t", List.of("time", "when"), false),
                        new EventFormat.Field("what", List.of("what"), false));
        assertThat(format.optional())
                .containsExactly(
                        new EventFormat.Field("more", List.of("more"), true),
                        new EventFormat.Field("p", List.of("props", "properties"), true));
        assertThat(format.unused()).containsExactly(new EventFormat.Field("ad", List.of("ad"), false));
        assertThat(format.words()).containsEntry("page seen", io.foresale.domain.EventType.VIEW);
        assertThat(format.sql()).isEqualTo("SELECT 1");
    }

    @Test
    void aTableOfExamplesIsNoLog() {
        assertThat(EventFormats.fitting(List.of("user_id", "date", "quantity", "revenue", "age", "purchased")))
                .isEmpty();
        assertThat(EventFormats.fitting(List.of("visitor", "event_type", "price", "label")))
                .isEmpty();
    }

    @Test
    void whatIsGivenToGtagIsToldFromOtherLogsWithItems() {
        assertThat(titles("event", "client_id", "timestamp", "items", "currency"))
                .containsExactly("GA4 e-commerce");
        assertThat(titles("event", "session_id", "timestamp", "ecommerce")).containsExactly("GA4 e-commerce");
        assertThat(titles("event", "id", "timestamp", "user", "session", "items"))
                .containsExactly("Metarank");
        assertThat(titles("event", "id", "timestamp", "session", "items")).isEmpty();
        assertThat(titles("date", "customer_id", "items", "value")).containsExactly("Order list");
        assertThat(titles("type", "event", "properties", "messageId", "timestamp", "userId", "items"))
                .startsWith("Segment and RudderStack e-commerce v2");
    }

    private static List<String> titles(String... columns) {
        return EventFormats.fitting(List.of(columns)).stream()
                .map(EventFormat::title)
                .toList();
    }

    @Test
    void theSchemaThatKnowsMostOfTheColumnsComesFirst() {
        var columns = List.of("event_time", "event_type", "product_id", "brand", "price", "user_id", "user_session");
        assertThat(EventFormats.fitting(columns)).extracting(EventFormat::title).startsWith("REES46");
    }
}
