package io.foresale.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.domain.personal.PersonalData;
import io.foresale.domain.personal.Suspicion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskingTest {

    private static final Path TEXTS = Path.of("src/test/resources/personal/texts.txt");

    @TempDir
    Path scratch;

    private static List<String> texts() throws IOException {
        try (var lines = Files.lines(TEXTS)) {
            var marked = Pattern.compile("\\{[a-z]+:([^}]*)}");
            return Stream.concat(
                            lines.map(line -> marked.matcher(line).replaceAll("$1")),
                            Stream.of("ＩＰ １０．２０．３０．４０", "tel\u00a0138\u20111234\u20115678", "２０２６－０１－０１", ""))
                    .toList();
        }
    }

    @Test
    void theEngineSuspectsTheTextsThatJavaSuspectsAndMasksThemAlike() throws IOException {
        var texts = texts();
        try (var session = new DuckDbEngine(scratch, "1GiB", 1).open()) {
            var masking = Masking.in(session, true);
            session.run("CREATE TABLE texts (n BIGINT, t VARCHAR)");
            session.append(
                    "texts",
                    LongStream.range(0, texts.size())
                            .mapToObj(i -> new Object[] {i, texts.get((int) i)})
                            .toList());
            var java = Pattern.compile(Suspicion.PATTERN);
            assertThat(session.query(
                            row -> row.flag(0),
                            "SELECT regexp_matches(t, " + Sql.text(Suspicion.PATTERN) + ") FROM texts ORDER BY n"))
                    .isEqualTo(texts.stream().map(t -> java.matcher(t).find()).toList());
            assertThat(session.query(row -> row.text(0), "SELECT " + masking.text("t") + " FROM texts ORDER BY n"))
                    .isEqualTo(texts.stream().map(PersonalData::mask).toList());
        }
    }

    @Test
    void placeholdersAreCountedOnlyWhereSomethingWasMasked() {
        try (var session = new DuckDbEngine(scratch, "1GiB", 1).open()) {
            session.run("CREATE TABLE raw AS SELECT unnest(['a@b.io and c@d.io', '[email]', NULL]) AS t");
            var masking = Masking.in(session, true);
            assertThat(masking.counts("raw", List.of("t"))).isEmpty();

            session.run("CREATE TABLE kept AS SELECT " + masking.text("t") + " AS t FROM raw");
            assertThat(masking.counts("kept", List.of("t"))).isEqualTo(Map.of("masked: email", 3L));
        }
    }

    @Test
    void whatIsNotToBeMaskedIsNotTouched() {
        try (var session = new DuckDbEngine(scratch, "1GiB", 1).open()) {
            assertThat(Masking.in(session, false).text("t")).isEqualTo("t");
        }
    }
}
