package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.domain.Question;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small logs as clean events, in a session of their own. */
final class EventRig implements AutoCloseable {

    static final int MOST = 1000;

    final Session session;
    private final List<EventLog.Upload> uploads = new ArrayList<>();

    EventRig(Path scratch) {
        // One thread: so little is asked that others would be woken for nothing.
        session = new DuckDbEngine(scratch, "512MiB", 1).open();
    }

    /** Writes one upload, rows in the order given. */
    EventRig upload(List<Event> events) {
        int ordinal = uploads.size();
        var columns = Arrays.stream(Event.COLUMNS).map(c -> c + " VARCHAR").collect(Collectors.joining(", "));
        session.run("CREATE OR REPLACE TABLE told (" + columns + ", _row BIGINT)");
        session.append(
                "told",
                IntStream.range(0, events.size())
                        .mapToObj(i -> {
                            var cells = events.get(i).cells();
                            var row = Arrays.copyOf(cells, cells.length + 1);
                            row[cells.length] = (long) i;
                            return row;
                        })
                        .toList());
        var file = session.directory().resolve("upload" + ordinal + ".parquet");
        session.run("CREATE OR REPLACE TABLE clean (" + EventColumns.DDL + ")");
        session.run(
                "INSERT INTO clean BY NAME SELECT *, md5_number_lower(concat_ws('|', COLUMNS(* EXCLUDE (_row)))) AS _hash FROM told"
                        .replace(
                                "concat_ws('|', COLUMNS(* EXCLUDE (_row)))",
                                Arrays.stream(Event.COLUMNS)
                                        .map(c -> "coalesce(" + c + ", chr(30))")
                                        .collect(Collectors.joining(" || '|' || "))));
        session.run("COPY (FROM clean ORDER BY _row) TO " + Sql.text(file) + " (FORMAT parquet)");
        uploads.add(new EventLog.Upload(ordinal, List.of(file)));
        return this;
    }

    EventRig upload(Event... events) {
        return upload(List.of(events));
    }

    EventLog log() {
        return log(Shard.WHOLE);
    }

    EventLog log(Shard shard) {
        return EventLog.of(session, uploads, shard);
    }

    /** The log of a shard that reads nothing of the others but what it was given of them. */
    EventLog apart(Shard shard) {
        return shard.of() == 1
                ? log(shard)
                : EventLog.of(session, uploads, shard, EventLog.guests(session, uploads, shard.of(), Instant.EPOCH));
    }

    /** Opens the log as of a moment, and makes an example of everyone in it. */
    EventRig asOf(String t, int lookBackDays) {
        return asOf(t, lookBackDays, Shard.WHOLE);
    }

    EventRig asOf(String t, int lookBackDays, Shard shard) {
        log(shard).seen(Instant.parse(t), lookBackDays, MOST);
        session.run("CREATE TABLE examples AS SELECT DISTINCT user_id FROM seen WHERE user_id IS NOT NULL");
        Prefixes.usual(session);
        Prefixes.ofThoseLeft(session);
        return this;
    }

    /** The features of a question, one line an example, in a fixed order. */
    List<String> features(Question question, int lookBackDays) {
        FeatureSet.of(question, lookBackDays).compute(session, "computed");
        return rows("SELECT * FROM computed ORDER BY " + String.join(", ", FeatureSet.keys(question)));
    }

    /** One feature of the example that a condition picks; "∅" where it is unknown. */
    String feature(String name, String where) {
        return rows("SELECT %s FROM computed WHERE %s".formatted(name, where)).getFirst();
    }

    /**
     * Compares features of the example that a condition picks with what they are by hand: a line for each with its name and its
     * value as SQL, {@code views_7d: 2}.
     */
    void assertFeatures(String where, String expected) {
        var lines = expected.lines().map(line -> line.split(": ")).toList();
        var values = session.query(
                        row -> IntStream.range(0, 2 * lines.size())
                                .mapToObj(i -> row.isNull(i) ? Double.NaN : row.number(i))
                                .toList(),
                        lines.stream()
                                .map(line -> "%s::DOUBLE, (%s)::DOUBLE".formatted(line[0], line[1]))
                                .collect(Collectors.joining(", ", "SELECT ", " FROM computed WHERE " + where)))
                .getFirst();
        var wrong = IntStream.range(0, lines.size())
                .filter(i -> !same(values.get(2 * i), values.get(2 * i + 1)))
                .mapToObj(i ->
                        "%s is %s, by hand %s".formatted(lines.get(i)[0], values.get(2 * i), values.get(2 * i + 1)));
        assertThat(wrong).as(where).isEmpty();
    }

    /** Scores have six decimals; what is unknown is NaN. */
    private static boolean same(double one, double other) {
        return Double.isNaN(one) ? Double.isNaN(other) : Math.abs(one - other) < 2e-6;
    }

    /** The rows of a query, cells separated by bars. */
    List<String> rows(String query) {
        int columns = session.query(row -> row.text(0), "SELECT column_name FROM (DESCRIBE " + query + ")")
                .size();
        return session.query(
                row -> IntStream.range(0, columns)
                        .mapToObj(i -> row.isNull(i) ? "∅" : row.text(i))
                        .collect(Collectors.joining("|")),
                query);
    }

    @Override
    public void close() {
        session.close();
    }
}
