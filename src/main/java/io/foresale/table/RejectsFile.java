package io.foresale.table;

import io.foresale.domain.JsonString;
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
 * Writes the refused lines, masked, as JSON Lines in the order of the upload. Those with a cell that does not fit come from SQL, in a
 * file of their own first; the upload is then read once more for their raw lines and for the lines that could not be read.
 */
public final class RejectsFile {

    /** In place of a reason's number: the engine found no JSON object on the line. */
    private static final int NO_OBJECT = -1;

    private static final String SEPARATOR = "\u001f";

    /**
     * Why a line is refused.
     *
     * @param column that does not fit; the empty string where it is not one column's fault
     * @param reason as a name to count it by
     */
    public record Reason(String column, String reason) {}

    private final RawTable raw;
    private final List<Reason> reasons;
    private final Masking masking;
    private final Session session;

    /**
     * Of an upload.
     *
     * @param reasons there can be, by their numbers
     */
    public RejectsFile(RawTable raw, List<Reason> reasons, Masking masking, Session session) {
        this.raw = raw;
        this.reasons = reasons;
        this.masking = masking;
        this.session = session;
    }

    /**
     * Writes the file.
     *
     * @param bad a query of {@code _row, _line}, number of the reason, and the value that does not fit, for each refused row
     * @param counts to which the reasons are added that are not counted yet
     */
    public Path write(String bad, Map<String, Long> counts) {
        var target = session.directory().resolve("rejects.jsonl");
        try (var out = Files.newBufferedWriter(target)) {
            if (raw.again().isEmpty()) {
                rows(out, bad, counts);
            } else {
                var misfits = session.directory().resolve("misfits");
                misfits(misfits, bad, counts);
                lines(out, misfits);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("the rejects of " + raw.name() + " could not be written", e);
        }
    }

    /** Parquet has no lines: the row as JSON stands for its line. */
    private void rows(BufferedWriter out, String bad, Map<String, Long> counts) {
        session.stream(
                row -> {
                    var reason = reasons.get((int) row.whole(2));
                    counts.merge(reason.reason(), 1L, Long::sum);
                    print(
                            out,
                            cell(
                                    row.whole(0),
                                    row.whole(1),
                                    reason,
                                    Quoted.of(row.text(3)),
                                    masking.line(row.text(4))));
                },
                "SELECT b.*, to_json(r)::VARCHAR FROM (" + bad + ") b JOIN raw r USING (_row) ORDER BY ALL");
    }

    private void misfits(Path target, String bad, Map<String, Long> counts) throws IOException {
        var noObjects = raw.noObjects()
                .map(table -> " UNION ALL SELECT _row, _line, " + NO_OBJECT + ", '' FROM " + table)
                .orElse("");
        try (var out = Files.newBufferedWriter(target)) {
            session.stream(
                    row -> {
                        int reason = (int) row.whole(2);
                        if (reason != NO_OBJECT) {
                            counts.merge(reasons.get(reason).reason(), 1L, Long::sum);
                        }
                        print(out, row.whole(0) + SEPARATOR + reason + SEPARATOR + Quoted.of(row.text(3)) + "\n");
                    },
                    "SELECT * FROM (" + bad + noObjects + ") ORDER BY ALL");
        }
    }

    private void lines(BufferedWriter out, Path misfits) throws IOException {
        try (var records = raw.again().orElseThrow().get();
                var in = Files.newBufferedReader(misfits)) {
            var misfit = misfit(in);
            while (records.next()) {
                if (records.fault() != Fault.NONE) {
                    print(out, line(records, records.fault().reason()));
                }
                // One line may hold several events, each with a fault of its own.
                while (misfit.isPresent() && misfit.get().row() == records.row()) {
                    print(out, line(records, misfit.get()));
                    misfit = misfit(in);
                }
            }
        }
    }

    /** A line of the file of misfits. */
    private record Misfit(long row, int reason, String value) {}

    private static Optional<Misfit> misfit(BufferedReader in) throws IOException {
        return Optional.ofNullable(in.readLine())
                .map(line -> line.split(SEPARATOR, 3))
                .map(parts -> new Misfit(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]));
    }

    private String line(Records records, Misfit misfit) {
        return misfit.reason() == NO_OBJECT
                ? line(records, Fault.NO_OBJECT.reason())
                : cell(
                        records.row(),
                        records.line(),
                        reasons.get(misfit.reason()),
                        misfit.value(),
                        masking.line(records.raw()));
    }

    private String line(Records records, String reason) {
        return whole(records.row(), records.line(), reason, masking.line(records.raw()));
    }

    private static String whole(long row, long line, String reason, String rawLine) {
        return "{\"line\":%d,\"row\":%d,\"reason\":%s,\"raw\":%s}\n"
                .formatted(line, row, JsonString.of(reason), JsonString.of(rawLine));
    }

    private static String cell(long row, long line, Reason reason, String value, String rawLine) {
        return reason.column().isEmpty()
                ? whole(row, line, reason.reason(), rawLine)
                : "{\"line\":%d,\"row\":%d,\"column\":%s,\"reason\":%s,\"value\":%s,\"raw\":%s}\n"
                        .formatted(
                                line,
                                row,
                                JsonString.of(reason.column()),
                                JsonString.of(reason.reason()),
                                JsonString.of(value),
                                JsonString.of(rawLine));
    }

    private static void print(BufferedWriter out, String line) {
        try {
            out.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
