package io.foresale.table;

import io.foresale.domain.PermanentException;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.Uploads.Format;
import io.foresale.port.Uploads.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads JSON objects; the columns are all names that any of them has, in the order of their first appearance. */
final class JsonLoader {

    private final Plain plain;
    private final String name;
    private final TableLimits limits;

    JsonLoader(Plain plain, String name, TableLimits limits) {
        this.plain = plain;
        this.name = name;
        this.limits = limits;
    }

    RawTable load(Session session, TableLoader.Progress progress) {
        var source = new JsonSource(
                plain.file(), plain.format() == Format.JSON_ARRAY, !plain.validUtf8(), limits.recordBytes());
        var normalised = Normalised.of(source, plain.file(), session.directory().resolve("normalised"), progress);
        var lines = normalised.relation(List.of("j"));
        var isObject = "CASE WHEN json_valid(j) THEN json_type(j) = 'OBJECT' ELSE false END";
        session.run("CREATE TABLE json_rows AS SELECT _row, _line, j FROM " + lines + " WHERE " + isObject);
        long objects = session.query(row -> row.whole(0), "SELECT count(*) FROM json_rows")
                .getFirst();
        var unreadable = new TreeMap<>(normalised.unreadable());
        // Reading the lines again costs as much as the first time, and mostly there is nothing to find.
        session.run("CREATE TABLE no_objects AS SELECT _row, _line FROM " + lines
                + (objects < normalised.readable() ? " WHERE NOT " + isObject : " LIMIT 0"));
        if (objects < normalised.readable()) {
            unreadable.put(Fault.NO_OBJECT.reason(), normalised.readable() - objects);
        }
        var keys = objects == 0 ? List.<String>of() : keys(session);
        var names = ColumnNames.of(keys);
        session.run(view(keys, names.names()));
        return new RawTable(
                name,
                names.names(),
                List.of(),
                objects,
                normalised.records(),
                unreadable,
                Stream.of(plain.warnings(), names.warnings())
                        .flatMap(List::stream)
                        .toList(),
                Optional.of("no_objects"),
                false,
                Optional.of(() -> source.from(0)),
                normalised.bytes(),
                false);
    }

    private List<String> keys(Session session) {
        var keys = session.query(
                row -> row.text(0),
                "SELECT k FROM (SELECT _row, unnest(json_keys(j)) AS k, generate_subscripts(json_keys(j), 1) AS i FROM json_rows)"
                        + " GROUP BY k ORDER BY min((_row, i))");
        if (keys.isEmpty()) {
            throw PermanentException.invalid(
                    name, "objects with fields", "empty objects only", "upload objects with fields");
        }
        if (keys.size() > limits.columns()) {
            throw TableLoader.tooManyColumns(name, keys.size(), limits);
        }
        return keys;
    }

    private static String view(List<String> keys, List<String> names) {
        var pointers = keys.stream()
                .map(k -> Sql.text("/" + k.replace("~", "~0").replace("/", "~1")))
                .collect(Collectors.joining(", ", "[", "]::VARCHAR[]"));
        var columns = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            columns.add("l[" + (i + 1) + "] AS " + Sql.name(names.get(i)));
        }
        return "CREATE VIEW raw AS SELECT _row, _line, %s FROM (SELECT _row, _line, json_extract_string(j, %s) AS l FROM json_rows)"
                .formatted(columns.isEmpty() ? "NULL AS nothing" : String.join(", ", columns), pointers);
    }
}
