package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import java.util.List;

/**
 * Events of a linked log that are needed in another shard than the one they lie in: what an anonymous visitor did, where the
 * user lies that the visitor turned out to be; and what was bought by people who turned out to be one, where each of their ids
 * lies. With them, a shard needs no events of any other. Links and repeated events are found in all of the log first, into the
 * tables {@code all_links} and {@code repeated}.
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

    private static final String GUESTS = """
            SELECT e.*, _shard FROM events AS e JOIN stays AS s ON s.id = coalesce(e.user_id, e.session_id)
            WHERE s.whole OR event_type IN ('purchase', 'refund')
            """;

    private final SpreadRows rows;

    private Guests(SpreadRows rows) {
        this.rows = rows;
    }

    /** Finds them; the relations {@code events} of the session stand for all of the log until a shard is opened. */
    static Guests of(Session session, List<EventLog.Upload> uploads, int shards) {
        new Repeated(session, Math.max(1, shards / COMPARED)).find(uploads.size() > 1);
        session.run(LINKS);
        session.run(STAYS.formatted(shards - 1));
        var rows = SpreadRows.write(session, GUESTS, session.directory().resolve("guests"), shards);
        session.run("DROP TABLE stays");
        return new Guests(rows);
    }

    /** Makes the table {@code guests} of those in a shard, which many statements read. */
    void make(Session session, Shard shard) {
        session.run("CREATE OR REPLACE TABLE guests AS SELECT * FROM " + rows.of(shard.number()));
    }
}
