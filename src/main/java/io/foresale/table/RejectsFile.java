package io.foresale.table;

import io.foresale.domain.Column;
import io.foresale.domain.Quoted;
import io.foresale.port.TableEngine.Session;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the refused lines as JSON Lines in the order of the upload. Those with a cell that does not fit come from SQL, in a
 * file of their own first; the upload is then read once more for their raw lines and for the lines that could not be read.
 */
final class RejectsFile {

    /** In place of a column's number: the engine found no JSON object on the line. */
    private static final int NO_OBJECT = -1;

    private static final String SEPARATOR = "\u001f";

    private final RawTable raw;
    private final List<Column> used;
    private final Session session;

    RejectsFile(RawTable raw, List<Column> used, Session session) {
        this.raw = raw;
        this.used = used;
        this.session = session;
    }

    /**
     * Writes the file.
     *
     * @param typed the relation of every readable row, with {@code _misfit}
     * @param reasons to which the reasons are added that are not counted yet
     */
    Path write(String typed, Map<String, Long> reasons) {
        var target = session.directory().resolve("rejects.jsonl");
        try (var out = Files.newBufferedWriter(target)) {
            if (raw.again().isEmpty()) {
                rows(out, typed, reasons);
            } else {
                var misfits = session.directory().resolve("misfits");
                misfits(misfits, typed, reasons);
                lines(out, misfits);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("the rejects of " + raw.name() + " could not be written", e);
        }
    }

    /** Parquet has no lines: the row as JSON stands for its line. */
    private void rows(BufferedWriter out, String typed, Map<String, Long> reasons) {
        session.stream(
                row -> {
                    var column = used.get((int) row.whole(2));
                    reasons.merge(CleaningSql.misfit(column), 1L, Long::sum);
                    print(out, cell(row.whole(0), row.whole(1), column, Quoted.of(row.text(3)), row.text(4)));
                },
                "SELECT b.*, to_json(r)::VARCHAR FROM (" + bad(typed) + ") b JOIN raw r USING (_row) ORDER BY b._row");
    }

    private void misfits(Path target, String typed, Map<String, Long> reasons) throws IOException {
        var noObjects = raw.noObjects()
                .map(table -> " UNION ALL SELECT _row, _line, " + NO_OBJECT + ", '' FROM " + table)
                .orElse("");
        try (var out = Files.newBufferedWriter(target)) {
            session.stream(
                    row -> {
                        int column = (int) row.whole(2);
                        if (column != NO_OBJECT) {
                            reasons.merge(CleaningSql.misfit(used.get(column)), 1L, Long::sum);
                        }
                        print(out, row.whole(0) + SEPARATOR + column + SEPARATOR + Quoted.of(row.text(3)) + "\n");
                    },
                    "SELECT * FROM (" + bad(typed) + noObjects + ") ORDER BY _row");
        }
    }

    /** Row, line, number of the column and value of what does not fit. */
    private String bad(String typed) {
        var values = new StringBuilder("CASE _misfit");
        boolean any = false;
        for (int i = 0; i < used.size(); i++) {
            if (!CleaningSql.misfit(used.get(i)).isEmpty()) {
                values.append(" WHEN ").append(i).append(" THEN ").append(CleaningSql.cell(i));
                any = true;
            }
        }
        return "SELECT _row, _line, _misfit, left(%s, 200) AS v FROM %s WHERE _misfit IS NOT NULL"
                .formatted(any ? values + " END" : "''", typed);
    }

    private void lines(BufferedWriter out, Path misfits) throws IOException {
        try (var records = raw.again().orElseThrow().get();
                var in = Files.newBufferedReader(misfits)) {
            var misfit = misfit(in);
            while (records.next()) {
                if (records.fault() != Fault.NONE) {
                    print(out, line(records, records.fault()));
                } else if (misfit.isPresent() && misfit.get().row() == records.row()) {
                    print(out, line(records, misfit.get()));
                    misfit = misfit(in);
                }
            }
        }
    }

    /** A line of the file of misfits. */
    private record Misfit(long row, int column, String value) {}

    private static Optional<Misfit> misfit(BufferedReader in) throws IOException {
        return Optional.ofNullable(in.readLine())
                .map(line -> line.split(SEPARATOR, 3))
                .map(parts -> new Misfit(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]));
    }

    private String line(Records records, Misfit misfit) {
        return misfit.column() == NO_OBJECT
                ? line(records, Fault.NO_OBJECT)
                : cell(records.row(), records.line(), used.get(misfit.column()), misfit.value(), records.raw());
    }

    private static String line(Records records, Fault fault) {
        return "{\"line\":%d,\"row\":%d,\"reason\":%s,\"raw\":%s}\n"
                .formatted(records.line(), records.row(), Json.text(fault.reason()), Json.text(records.raw()));
    }

    private static String cell(long row, long line, Column column, String value, String rawLine) {
        return "{\"line\":%d,\"row\":%d,\"column\":%s,\"reason\":%s,\"value\":%s,\"raw\":%s}\n"
                .formatted(
                        line,
                        row,
                        Json.text(column.name()),
                        Json.text(CleaningSql.misfit(column)),
                        Json.text(value),
                        Json.text(rawLine));
    }

    private static void print(BufferedWriter out, String line) {
        try {
            out.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
