package io.foresale.table;

import io.foresale.domain.PermanentException;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.Uploads.Format;
import io.foresale.port.Uploads.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads JSON objects; the columns are all names that any of them has, in the order of their first appearance. */
final class JsonLoader {

    private static final String IS_OBJECT = "CASE WHEN json_valid(j) THEN json_type(j) = 'OBJECT' ELSE false END";

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
        var found = fields(lines, session);
        long objects = found.objects();
        var unreadable = new TreeMap<>(normalised.unreadable());
        boolean all = objects == normalised.readable();
        // Reading the lines again costs as much as the first time, and mostly there is nothing to find.
        session.run("CREATE TABLE no_objects AS SELECT _row, _line FROM " + lines
                + (all ? " LIMIT 0" : " WHERE NOT " + IS_OBJECT));
        if (!all) {
            unreadable.put(Fault.NO_OBJECT.reason(), normalised.readable() - objects);
        }
        var keys = found.keys();
        var names = ColumnNames.of(keys);
        var objectsOnly = all ? "" : " WHERE " + IS_OBJECT;
        session.run("CREATE VIEW raw AS " + select(keys, names.names(), lines + objectsOnly));
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
                false,
                normalised.parts(List.of("j")).stream()
                        .map(part -> "(" + select(keys, names.names(), part + objectsOnly) + ")")
                        .toList());
    }

    /** How many of the lines are objects, and which fields these have. */
    private record Fields(long objects, List<String> keys) {}

    private Fields fields(String lines, Session session) {
        var keys = new ArrayList<String>();
        var objects = new AtomicLong();
        // No name stands for the object itself.
        session.stream(
                row -> {
                    if (row.isNull(0)) {
                        objects.set(row.whole(1));
                    } else {
                        keys.add(row.text(0));
                    }
                },
                """
                SELECT key, count(*) FROM (
                    SELECT _row, unnest(keys) AS key, generate_subscripts(keys, 1) AS i
                    FROM (SELECT _row, list_append(json_keys(j), NULL) AS keys FROM %s WHERE %s))
                GROUP BY key ORDER BY min((_row, i))
                """.formatted(lines, IS_OBJECT));
        if (objects.get() > 0 && keys.isEmpty()) {
            throw PermanentException.invalid(
                    name, "objects with fields", "empty objects only", "upload objects with fields");
        }
        if (keys.size() > limits.columns()) {
            throw TableLoader.tooManyColumns(name, keys.size(), limits);
        }
        return new Fields(objects.get(), keys);
    }

    private static String select(List<String> keys, List<String> names, String objects) {
        var pointers = keys.stream()
                .map(k -> Sql.text("/" + k.replace("~", "~0").replace("/", "~1")))
                .collect(Collectors.joining(", ", "[", "]::VARCHAR[]"));
        var columns = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            columns.add("l[" + (i + 1) + "] AS " + Sql.name(names.get(i)));
        }
        return "SELECT _row, _line, %s FROM (SELECT _row, _line, json_extract_string(j, %s) AS l FROM %s)"
                .formatted(columns.isEmpty() ? "NULL AS nothing" : String.join(", ", columns), pointers, objects);
    }
}
