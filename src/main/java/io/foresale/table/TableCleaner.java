package io.foresale.table;

import io.foresale.domain.Column;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.port.TableEngine.Row;
import io.foresale.port.TableEngine.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cleans an upload that a session can read: typed Parquet of the rows that fit the schema, and a file of those that do not. */
public final class TableCleaner {

    /** A multiple of what the engine works on at a time. */
    private static final int ROW_GROUP = 122_880;

    private final RawTable raw;
    private final Schema schema;
    private final Session session;
    private final RawColumns columns;
    private final Masking masking;

    private TableCleaner(RawTable raw, Schema schema, Session session) {
        this.raw = raw;
        this.schema = schema;
        this.session = session;
        this.columns = RawColumns.match(raw, schema);
        this.masking = Masking.in(session, schema.masks());
    }

    /**
     * Cleans the table; the same table gives the same bytes.
     *
     * @param dropDuplicates whether only the first of rows with equal content is kept
     * @throws io.foresale.domain.PermanentException where the upload has none of the schema's columns
     */
    public static CleanTable clean(RawTable raw, Schema schema, boolean dropDuplicates, Session session) {
        return new TableCleaner(raw, schema, session).clean(dropDuplicates);
    }

    private CleanTable clean(boolean dropDuplicates) {
        var all = session.directory().resolve("clean.parquet");
        var typed = new TypedRows(schema, columns, masking, session).relation();
        session.run(copy("SELECT " + outputs() + " FROM " + typed + " WHERE _misfit IS NULL", all));
        var counts = counts(all);
        long rejected = raw.records() - counts.get("accepted");
        counts.put("rejected", rejected);
        var reasons = new TreeMap<>(raw.unreadable());
        var rejects = rejected == 0 ? Optional.<Path>empty() : Optional.of(rejects(typed, reasons));
        var kept = dropDuplicates && counts.get("duplicates") > 0 ? firstOfEach(all) : all;
        if (dropDuplicates) {
            counts.putAll(labels(kept));
        }
        counts.putAll(masked(kept));
        var times = times(kept);
        return new CleanTable(
                kept,
                Map.copyOf(counts),
                Map.copyOf(reasons),
                rejects,
                times.map(t -> t.get(0)),
                times.map(t -> t.get(1)),
                Stream.of(raw.warnings(), columns.warnings(), warnings(counts, dropDuplicates))
                        .flatMap(List::stream)
                        .toList());
    }

    private Path rejects(String typed, Map<String, Long> counts) {
        var used = RawColumns.used(schema);
        var reasons = used.stream()
                .map(c -> new RejectsFile.Reason(c.name(), CleaningSql.misfit(c)))
                .toList();
        return new RejectsFile(raw, reasons, masking, session).write(TypedRows.misfits(typed, used), counts);
    }

    /**
     * Sorted: without that, rows and row groups follow the threads that read the upload, and no two files are equal. The
     * lowest level of zstd takes a third of the time and makes no larger files of hashes and numbers.
     */
    private static String copy(String query, Path target) {
        return "COPY (%s ORDER BY _row) TO %s (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE %d)"
                .formatted(query, Sql.text(target), ROW_GROUP);
    }

    private String outputs() {
        var used = RawColumns.used(schema);
        // MD5 names content here as an ETag does: nothing is proved by it, and it costs half of what SHA-256 does.
        var hash = used.isEmpty()
                ? "md5('')"
                : used.stream()
                        .map(CleaningSql::identity)
                        .collect(Collectors.joining(", ", "md5(concat_ws(chr(31), ", "))"));
        return Stream.concat(
                        Stream.of("_row", hash + " AS _hash"), used.stream().map(c -> Sql.name(c.name())))
                .collect(Collectors.joining(", "));
    }

    private Map<String, Long> counts(Path parquet) {
        var counts = new TreeMap<String, Long>(session.query(
                        row -> Map.of("accepted", row.whole(0), "duplicates", row.whole(0) - row.whole(1)),
                        "SELECT count(*), count(DISTINCT _hash) FROM " + Sql.parquet(List.of(parquet)))
                .getFirst());
        counts.putAll(labels(parquet));
        return counts;
    }

    private Map<String, Long> labels(Path parquet) {
        var label = schema.single(Role.LABEL).map(c -> Sql.name(c.name())).orElse("NULL::BOOLEAN");
        return session.query(
                        row -> Map.of("positives", row.whole(0), "negatives", row.whole(1), "unlabelled", row.whole(2)),
                        "SELECT count(*) FILTER (WHERE %1$s), count(*) FILTER (WHERE NOT %1$s), count(*) FILTER (WHERE %1$s IS NULL) FROM %2$s"
                                .formatted(label, Sql.parquet(List.of(parquet))))
                .getFirst();
    }

    private Map<String, Long> masked(Path parquet) {
        var names = RawColumns.used(schema).stream()
                .filter(c -> TypedRows.MASKED.contains(c.role()))
                .map(c -> Sql.name(c.name()))
                .toList();
        return masking.counts(Sql.parquet(List.of(parquet)), names);
    }

    private Path firstOfEach(Path all) {
        var kept = session.directory().resolve("distinct.parquet");
        var source = Sql.parquet(List.of(all));
        session.run(copy(
                "SELECT * FROM %1$s WHERE _row IN (SELECT min(_row) FROM %1$s GROUP BY _hash)".formatted(source),
                kept));
        return kept;
    }

    private Optional<List<String>> times(Path parquet) {
        return schema.single(Role.TIME).map(Column::name).map(Sql::name).flatMap(time -> session.query(
                        TableCleaner::range,
                        "SELECT strftime(min(%1$s), '%%Y-%%m-%%dT%%H:%%M:%%SZ'), strftime(max(%1$s), '%%Y-%%m-%%dT%%H:%%M:%%SZ') FROM %2$s"
                                .formatted(time, Sql.parquet(List.of(parquet))))
                .getFirst());
    }

    private static Optional<List<String>> range(Row row) {
        return row.isNull(0) ? Optional.empty() : Optional.of(List.of(row.text(0), row.text(1)));
    }

    private static List<String> warnings(Map<String, Long> counts, boolean dropDuplicates) {
        var warnings = new ArrayList<String>();
        if (counts.get("duplicates") > 0) {
            warnings.add(counts.get("duplicates") + " rows repeat an earlier one exactly; they are "
                    + (dropDuplicates ? "left out" : "kept (set \"dropDuplicates\" to leave them out)"));
        }
        if (counts.get("rejected") > counts.get("accepted")) {
            warnings.add("more lines are rejected (" + counts.get("rejected") + ") than accepted ("
                    + counts.get("accepted") + "): look at the rejects, and check delimiter and encoding");
        }
        return warnings;
    }
}
