package io.foresale.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A file's readable records rewritten so that the engine cannot misread them: one a line, no quotes, a delimiter that no cell
 * has, each with its number and its physical line.
 *
 * @param files in their order
 * @param records there are in all
 * @param longest record, in bytes
 * @param bytes of the plain file
 */
record Normalised(
        List<Path> files, long records, long readable, Map<String, Long> unreadable, int longest, long bytes) {

    /** Below this, the engine's own buffers hold any line. */
    private static final int USUAL_LINE = 1 << 20;

    /**
     * Bytes of a file: enough not to notice that it is opened, and few enough for all cores to have one of a usual upload. It is
     * the same whatever the cores, as what is made of a log is.
     */
    private static final long FILE = 32L << 20;

    static Normalised of(RecordSource source, Path plain, Path target, TableLoader.Progress progress) {
        try {
            long size = Files.size(plain);
            var files = new LineFiles(target, FILE);
            var out = new RecordWriter(files);
            var normaliser = new Normaliser(source, size, Normaliser.PART, out, progress);
            try (out) {
                normaliser.run();
            }
            return new Normalised(
                    files.files(),
                    normaliser.records(),
                    normaliser.readable(),
                    normaliser.unreadable(),
                    out.longest(),
                    size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table function that reads it. */
    String relation(List<String> columns) {
        return cells(files, columns);
    }

    /** Those that read its files one by one, in their order. */
    List<String> parts(List<String> columns) {
        return files.stream().map(file -> cells(List.of(file), columns)).toList();
    }

    private String cells(List<Path> some, List<String> columns) {
        var types = new StringBuilder("'_row': 'BIGINT', '_line': 'BIGINT'");
        columns.forEach(c -> types.append(", ").append(Sql.text(c)).append(": 'VARCHAR'"));
        return csv(some, "\\x1f", types.toString());
    }

    /** Makes {@code raw} for very many columns: records are kept whole, as lists, and taken apart when read. */
    String wide() {
        return "CREATE TABLE raw AS SELECT w[1]::BIGINT AS _row, w[2]::BIGINT AS _line, w FROM (SELECT string_split(record, chr(31)) AS w FROM "
                + csv(files, "\\x1e", "'record': 'VARCHAR'") + ")";
    }

    /** The cell of a column, counted from 0, in {@link #wide}. */
    static String wideCell(int column) {
        return "nullif(w[" + (column + 3) + "], '')";
    }

    private String csv(List<Path> some, String delimiter, String types) {
        var lines = longest < USUAL_LINE
                ? ""
                : ", max_line_size=" + (longest + 1024L) + ", buffer_size=" + (4L * longest + 4096);
        return "read_csv(%s, auto_detect=false, header=false, delim=E'%s', quote='', escape='', comment='', new_line='\\n', nullstr='', columns={%s}%s)"
                .formatted(Sql.texts(some), delimiter, types, lines);
    }
}
