package io.foresale.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever a file is cut into parts, its records are those that one reader finds from the beginning to the end. */
class NormaliserTest {

    private static final int WHOLE = 1 << 20;
    private static final int[] PARTS = {3, 50, 333, 2_000};

    /** Pieces of records; by chance some make quotes that are not closed, lines within quotes and blank lines. */
    private static final String[] PIECES = {
        "a",
        "plain words",
        ",",
        ",",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "1,2,3\n",
        "x,y,z\n",
        "\"",
        "\"\"",
        "\"two\nlines\",b,c\n",
        "\"1,2,3\nd,e,f\n\",\"\"\"\",g\n",
        "\n\n",
        "名,字,\n",
        "\"open,1,2\n",
        "null,NA, \n"
    };

    @TempDir
    Path scratch;

    private record Found(String text, long records, long readable, Map<String, Long> unreadable) {}

    @Test
    void csvIsTheSameInPartsOfAnySize() throws IOException {
        for (long seed = 0; seed < 15; seed++) {
            var file = random(seed, "n,m,k\n", PIECES);
            var source = new CsvSource(file, (byte) ',', (byte) '\n', 3, true, 200, true);
            sameInParts(source, file, "seed " + seed);
        }
    }

    @Test
    void csvWithCarriageReturnsOnlyIsTheSameInPartsOfAnySize() throws IOException {
        var file = random(1, "n,m,k\r", "1,2,3\r", "\"a\rb\",c,d\r", "\r", "x,");
        sameInParts(new CsvSource(file, (byte) ',', (byte) '\r', 3, true, 200, true), file, "carriage returns");
    }

    @Test
    void jsonIsTheSameInPartsOfAnySize() throws IOException {
        for (long seed = 0; seed < 8; seed++) {
            var lines = random(seed, "\uFEFF", "{\"a\": 1}\n", "{\"b\": \"x\\n\"}\r\n", "\n", "  ", "no object\n", "{");
            sameInParts(new JsonSource(lines, false, true, 200), lines, "lines, seed " + seed);
            var array = random(seed, "[", "{\"a\": [1, 2]},", "\n", "{\"b\": \"],[{\"},\n", " , ", "7,");
            sameInParts(new JsonSource(array, true, true, 200), array, "array, seed " + seed);
        }
    }

    @Test
    void rowsAndLinesAreCountedThroughAllParts() throws IOException {
        var file = Files.writeString(scratch.resolve("file"), "n,m\n1,\"a\nb\"\n\nbad\n2,c\n");
        var found = found(new CsvSource(file, (byte) ',', (byte) '\n', 2, false, 200, true), file, 3);
        assertThat(found)
                .isEqualTo(new Found(
                        "1\u001f2\u001f1\u001fa b\n3\u001f6\u001f2\u001fc\n", 3, 2, Map.of("too few cells", 1L)));
    }

    private Path random(long seed, String header, String... pieces) throws IOException {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder(header);
        for (int i = 0; i < 150; i++) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return Files.write(scratch.resolve("file"), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void sameInParts(RecordSource source, Path file, String what) throws IOException {
        var whole = found(source, file, WHOLE);
        for (int part : PARTS) {
            assertThat(found(source, file, part))
                    .as("%s, parts of %d", what, part)
                    .isEqualTo(whole);
        }
    }

    @Test
    void fromSoManyBytesOnLinesGoToTheNextFileAndStayWhole() throws IOException {
        var files = new LineFiles(scratch.resolve("lines"), 10);
        try (files) {
            for (var lines : List.of("one\ntwo\n", "three\nfour\n", "five\n", "six\n")) {
                files.write(lines.getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(files.files()).containsExactly(scratch.resolve("lines"), scratch.resolve("lines-1"));
        assertThat(Files.readString(files.files().getFirst())).isEqualTo("one\ntwo\nthree\nfour\n");
        assertThat(Files.readString(files.files().getLast())).isEqualTo("five\nsix\n");
    }

    private Found found(RecordSource source, Path file, int part) throws IOException {
        var target = scratch.resolve("normalised");
        var out = new RecordWriter(Files.newOutputStream(target));
        var normaliser = new Normaliser(source, Files.size(file), part, out, (_, _) -> {});
        try (out) {
            normaliser.run();
        }
        return new Found(
                Files.readString(target), normaliser.records(), normaliser.readable(), normaliser.unreadable());
    }
}
