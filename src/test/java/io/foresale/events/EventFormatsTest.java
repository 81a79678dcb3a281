package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files of schemas against the list of them, and against what their headers must say. */
class EventFormatsTest {

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
    void noFieldOfASchemaIsNamedTwice() {
        assertThat(EventFormats.all()).allSatisfy(format -> {
            var names = format.fields().map(f -> EventFormats.folded(f.name())).toList();
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
    void theSchemaThatKnowsMostOfTheColumnsComesFirst() {
        var columns = List.of("event_time", "event_type", "product_id", "brand", "price", "user_id", "user_session");
        assertThat(EventFormats.fitting(columns)).extracting(EventFormat::title).startsWith("REES46");
    }
}
