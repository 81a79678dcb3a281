package io.foresale.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.domain.Column;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.port.TableEngine.Session;
import io.foresale.text.Cells;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A cell means the same when a whole table is cleaned by SQL and when one shopper is scored. */
class CleaningParityTest {

    private static final List<String> PICKED = List.of(
            "",
            " ",
            "NA",
            "n/a",
            "NaN",
            "-",
            "?",
            "none",
            "None.",
            "1",
            "+1",
            "-1",
            "1.",
            ".5",
            ".",
            "e5",
            "1e5",
            "1E-3",
            "1e400",
            "-inf",
            "Infinity",
            "1_000",
            "1,000",
            "1,00",
            "1.000",
            "1.000,5",
            "1 000,5",
            "1'000.5",
            "$5",
            "-$5",
            "$-5",
            "5 €",
            "€ 5",
            "5%",
            "5 %",
            "5 kg",
            "0x1F",
            "1d",
            "3.0",
            "-3.00",
            "3.10",
            "TRUE",
            "yes",
            "是",
            "Ja",
            "NEIN",
            "nee",
            "Oui",
            "non",
            "SÍ",
            "si\u0301",
            "sì",
            "Si",
            "sim",
            "NÃO",
            "na\u0303o",
            "nao",
            "\u00a05\u3000",
            "a\u0000b",
            "a \t b",
            "e\u0301",
            "\u00e9",
            "\uFEFFx",
            "１２",
            "--5",
            "+-5",
            "1e30",
            "1.1e30",
            "NULL",
            "ｎａ");

    private static Session session;

    @BeforeAll
    @BeforeContainer
    static void open() throws IOException {
        session = new DuckDbEngine(Files.createTempDirectory("parity"), "512MiB", 1).open();
    }

    @AfterAll
    @AfterContainer
    static void close() {
        session.close();
    }

    @Test
    void pickedCellsMeanTheSameInSqlAndJava() {
        PICKED.stream().filter(c -> c.indexOf(0) < 0).forEach(CleaningParityTest::same);
    }

    @Property(tries = 500)
    void generatedCellsMeanTheSameInSqlAndJava(@ForAll("cells") String cell) {
        same(cell);
    }

    @Provide
    Arbitrary<String> cells() {
        var numberLike =
                Arbitraries.strings().withChars("0123456789+-.,eE' $€%_").ofMaxLength(10);
        var wordLike = Arbitraries.strings()
                .withChars("naNA/ulo?yestrfTF01.\u00a0\u3000\t e\u0301é是中文")
                .ofMaxLength(8);
        return Arbitraries.oneOf(numberLike, wordLike, Arbitraries.of(PICKED)).filter(c -> c.indexOf(0) < 0);
    }

    private static void same(String cell) {
        for (var format : NumberFormat.values()) {
            assertThat(sql(Column.numeric("x", format, ""), cell))
                    .as("%s number '%s'", format, cell)
                    .isEqualTo(Cells.number(cell, format).map(d -> d + 0.0).map(String::valueOf));
        }
        assertThat(sql(Column.of("x", Role.CATEGORICAL, ""), cell))
                .as("level '%s'", cell)
                .isEqualTo(Optional.of(Cells.category(cell)).filter(c -> !c.isEmpty()));
        assertThat(sql(Column.of("x", Role.TEXT, ""), cell))
                .as("text '%s'", cell)
                .isEqualTo(Cells.words(cell));
        assertThat(sql(Column.of("x", Role.BOOLEAN, ""), cell))
                .as("flag '%s'", cell)
                .isEqualTo(Cells.flag(cell).map(String::valueOf));
    }

    @Property(tries = 500)
    void aCellWrittenForTheEngineIsCleanedAsJavaDoes(@ForAll("cells") String cell) throws IOException {
        assertThat(written(cell, false)).isEqualTo(Cells.words(cell).orElse(""));
        assertThat(written(cell.replace(" ", "\"\""), true))
                .isEqualTo(Cells.words(cell.replace(" ", "\"")).orElse(""));
    }

    private static String written(String cell, boolean quoted) throws IOException {
        var file = session.directory().resolve("written");
        try (var writer = new RecordWriter(Files.newOutputStream(file))) {
            var bytes = cell.getBytes(StandardCharsets.UTF_8);
            writer.cell(bytes, 0, bytes.length, quoted);
        }
        return Files.readString(file);
    }

    private static Optional<String> sql(Column column, String cell) {
        var schema = new Schema(List.of(column), Optional.empty(), Optional.empty());
        return session.query(
                        row -> row.isNull(0)
                                ? Optional.<String>empty()
                                : Optional.of(
                                        column.role() == Role.NUMERIC
                                                ? String.valueOf(row.number(0) + 0.0)
                                                : row.text(0)),
                        "SELECT " + CleaningSql.value(column, schema, "c") + " FROM (SELECT " + CleaningSql.words("r")
                                + " AS c FROM (SELECT ?::VARCHAR AS r))",
                        cell)
                .getFirst();
    }
}
