package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the shards of a log have to know of each other. Events of a linked one that are needed in another shard than the one
 * they lie in: what an anonymous visitor did, where the user lies that the visitor turned out to be; and what was bought by
 * people who turned out to be one, where each of their ids lies. Links and repeated events are found in all of the log first,
 * into the tables {@code all_links} and {@code all_repeated}: an event may be told again of somebody else. With all this, a shard
 * needs no events of any other.
 */
public final class Guests {

    /** Shards whose ids are compared at once. */
    private static final int COMPARED = 8;

    private static final String LINKS = """
            CREATE OR REPLACE TABLE all_links AS
            SELECT anonymous_id, first.user_id AS user_id, first.since AS since
            FROM (
                SELECT anonymous_id, min({'since': since, 'user_id': user_id}) AS first FROM (%s) GROUP BY anonymous_id)
            """.formatted(EventLog.told("events"));

    /** Where what an id did is needed, and whether all of it is or only what was bought. */
    private static final String STAYS = """
            CREATE OR REPLACE TABLE stays AS
            WITH ids AS (
                SELECT user_id, anonymous_id AS id FROM all_links UNION ALL SELECT DISTINCT user_id, user_id FROM all_links),
            shards AS (SELECT DISTINCT user_id, (hash(anonymous_id) & %1$d)::INTEGER AS _shard FROM all_links),
            needed AS (
                SELECT anonymous_id AS id, (hash(user_id) & %1$d)::INTEGER AS _shard, true AS whole FROM all_links
                UNION ALL
                SELECT id, _shard, false FROM ids JOIN shards USING (user_id))
            SELECT id, _shard, bool_or(whole) AS whole FROM needed WHERE hash(id) & %1$d <> _shard GROUP BY id, _shard
            """;

    /** Without the names by which events are known to be repeated, as that is found. Sorted, a shard's lie side by side. */
    private static final String GUESTS = """
            COPY (
                SELECT e.* EXCLUDE (event_id, _hash), _shard
                FROM events AS e JOIN stays AS s ON s.id = coalesce(e.user_id, e.session_id)
                WHERE event_type IN ('purchase', 'refund') OR s.whole AND event_time > make_timestamp(%d)
                ORDER BY _shard)
            TO %s (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE %d, DICTIONARY_SIZE_LIMIT %d)
            """;

    /** Bytes of files that are looked through at once; a larger one is by itself. */
    private static final long SORTED = 64L << 20;

    /** Rows that are read or passed by as one: of many shards, few of each lie in a file. */
    private static final int ROW_GROUP = 10_240;

    /** Values of a column in a row group beyond which it is written as it is. */
    private static final int DICTIONARY = 1_000;

    private final Path directory;

    private Guests(Path directory) {
        this.directory = directory;
    }

    /** Finds them; the relations {@code events} of the session stand for some of the log until a shard is opened. */
    static Guests of(Session session, List<EventLog.Upload> uploads, int shards, Instant since) {
        new Repeated(session, Math.max(1, shards / COMPARED)).find(uploads.size() > 1);
        session.run(LINKS);
        session.run(STAYS.formatted(shards - 1));
        var guests = new Guests(session.directory().resolve("guests"));
        try {
            Files.createDirectories(guests.directory);
            int number = 0;
            for (var some : inTurn(uploads)) {
                EventLog.files(session, some);
                var file = guests.directory.resolve(number++ + ".parquet");
                session.run(GUESTS.formatted(EventLog.micros(since), Sql.text(file), ROW_GROUP, DICTIONARY));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the events of " + guests.directory + " could not be written", e);
        }
        session.run("DROP TABLE stays");
        session.run("CREATE OR REPLACE TABLE all_repeated AS FROM repeated");
        return guests;
    }

    /** All files, in groups that are not large. */
    private static List<List<EventLog.Upload>> inTurn(List<EventLog.Upload> uploads) throws IOException {
        var groups = new ArrayList<List<EventLog.Upload>>();
        long room = 0;
        for (var upload : uploads) {
            for (var file : upload.files()) {
                room -= Files.size(file);
                if (groups.isEmpty() || room < 0) {
                    groups.add(new ArrayList<>());
                    room = SORTED - Files.size(file);
                }
                groups.getLast().add(new EventLog.Upload(upload.ordinal(), List.of(file)));
            }
        }
        return groups;
    }

    /** Makes the table {@code guests} of those in a shard, which many statements read. */
    void make(Session session, Shard shard) {
        session.run(
                "CREATE OR REPLACE TABLE guests AS SELECT * EXCLUDE (_shard) FROM read_parquet(%s) WHERE _shard = %d"
                        .formatted(Sql.text(directory.resolve("*.parquet")), shard.number()));
    }
}
