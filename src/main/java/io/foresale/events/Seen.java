package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The relation {@code seen}: the events that had happened and were known at a moment and were not older than the look-back.
 * Its columns are those of clean events, with the user they were known to be of by then, {@code told_id}, the user or visit
 * that they were told with, and a session wherever there is a user, and {@code age}, the days before the moment, and {@code amount}, price times quantity as an exact number. What was
 * received later changes nothing in it.
 *
 * @param cappedUsers who did more than a person does, visits of nobody known among them
 * @param leftOut their events beyond the most
 */
public record Seen(long cappedUsers, long leftOut) {

    /**
     * What is asked for.
     *
     * @param t events up to and at it
     * @param maxEventsPerDay of one user, or of one visit where nobody knows whose it is: what was received after so many of a
     *     calendar day is left out, and of the rest what was received after {@link #DAYS_OF_WEEKS} times as many of four weeks
     */
    record Moment(Instant t, int lookBackDays, int maxEventsPerDay) {}

    /** A bot may keep below what a day may have, each day; no person comes near it every third day. */
    private static final long DAYS_OF_WEEKS = 10;

    /** What the pieces of an event cost together, as an exact number. */
    static final String AMOUNT = "try_cast(price * coalesce(quantity, 1) AS DECIMAL(18, 4))";

    private static final String KNOWN = """
            SELECT _upload, _row, event_time, received_time, event_type, %s AS user_id,
                coalesce(e.user_id, e.session_id) AS told_id, e.session_id, product_id,
                product_name, product_description, category, brand, price, quantity, currency, order_id, query, review_text, rating, attributes,
                (%s - epoch_us(event_time)) / 8.64e10 AS age,
                %s AS amount
            FROM events AS e %s
            WHERE event_time <= make_timestamp(%2$s) AND received_time <= make_timestamp(%2$s)
                AND event_time > make_timestamp(%s) AND %s
            """;

    /** Those who may have done too much: a user and a visit of somebody else that share a name are told apart later. */
    private static final String BUSY = """
            CREATE OR REPLACE TABLE busy AS
            SELECT coalesce(user_id, session_id) AS id FROM seen_rows GROUP BY id HAVING count(*) > %d
            """;

    /** Weeks are counted from the beginning of time, so that none changes when a log grows. */
    private static final String CAPPED = """
            CREATE OR REPLACE TABLE capped AS
            SELECT _upload, _row, user_id, visit FROM (
                SELECT *, CASE WHEN user_id IS NULL THEN session_id END AS visit,
                    row_number() OVER (
                        PARTITION BY user_id, visit, event_time::DATE ORDER BY received_time, _upload, _row) > %1$d AS beyond
                FROM seen_rows WHERE coalesce(user_id, session_id) IN (SELECT id FROM busy))
            QUALIFY beyond OR row_number() OVER (
                PARTITION BY user_id, visit, beyond, epoch(event_time)::BIGINT // (28 * 86400)
                ORDER BY received_time, _upload, _row) > %2$d
            """;

    private static final String UNPACED = "user_id IS NOT NULL AND session_id IS NULL";

    /**
     * More than 30 minutes between events begin a new session; it is named by the id it was told with and its beginning, so
     * it is the same one when the id turns out to be a user's. Events follow each other as they became known, so one that
     * comes late joins no sessions that were two until then.
     */
    private static final String PACED = """
            CREATE OR REPLACE TABLE paced AS
            SELECT * EXCLUDE (known, begins) REPLACE (
                concat(told_id, '~', epoch_ms(last_value(begins IGNORE NULLS) OVER visits)) AS session_id)
            FROM (
                SELECT *, CASE WHEN abs(epoch_us(event_time) - epoch_us(lag(event_time) OVER visits)) <= 1.8e9 THEN NULL
                    ELSE event_time END AS begins
                FROM (SELECT *, greatest(event_time, received_time) AS known FROM seen_rows WHERE %s)
                WINDOW visits AS (PARTITION BY told_id ORDER BY known, event_time, _upload, _row))
            WINDOW visits AS (PARTITION BY told_id ORDER BY known, event_time, _upload, _row
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
            """.formatted(UNPACED);

    static Seen of(Session session, Moment moment, boolean linked, Shard shard) {
        // Every family reads it, so it is made once; what was seen at the moment before takes no memory meanwhile.
        session.run("DROP TABLE IF EXISTS seen_rows");
        session.run("CREATE TABLE seen_rows AS " + known(moment, linked, shard));
        var seen = capped(session, moment.maxEventsPerDay());
        if (EventLog.any(session, "SELECT _row FROM seen_rows WHERE " + UNPACED)) {
            session.run(PACED);
            session.run("DELETE FROM seen_rows WHERE " + UNPACED);
            session.run("INSERT INTO seen_rows FROM paced");
            session.run("DROP TABLE paced");
        }
        everyone(session);
        return seen;
    }

    /** Mostly nobody does so much in the whole look-back. */
    private static Seen capped(Session session, int mostADay) {
        session.run(BUSY.formatted(mostADay));
        if (!EventLog.any(session, "SELECT id FROM busy WHERE id IS NOT NULL")) {
            return new Seen(0, 0);
        }
        session.run(CAPPED.formatted(mostADay, mostADay * DAYS_OF_WEEKS));
        session.run("DELETE FROM seen_rows USING capped"
                + " WHERE seen_rows._upload = capped._upload AND seen_rows._row = capped._row");
        return session.query(
                        row -> new Seen(row.whole(0), row.whole(1)),
                        "SELECT count(DISTINCT user_id) + count(DISTINCT visit), count(*) FROM capped")
                .getFirst();
    }

    private static void everyone(Session session) {
        session.run("CREATE OR REPLACE VIEW seen AS SELECT * FROM seen_rows");
    }

    /** Lets {@code seen} be of the users of {@code examples} only, while some work is done. */
    static void ofExamples(Session session, Runnable work) {
        session.run(
                "CREATE OR REPLACE TABLE seen_of_examples AS SELECT * FROM seen_rows SEMI JOIN examples USING (user_id)");
        session.run("CREATE OR REPLACE VIEW seen AS SELECT * FROM seen_of_examples");
        work.run();
        everyone(session);
        session.run("DROP TABLE seen_of_examples");
    }

    private static String known(Moment moment, boolean linked, Shard shard) {
        long t = EventLog.micros(moment.t());
        return KNOWN.formatted(
                linked ? "coalesce(l.user_id, e.user_id)" : "e.user_id",
                t,
                AMOUNT,
                linked
                        ? "LEFT JOIN links AS l ON l.anonymous_id = coalesce(e.user_id, e.session_id) AND l.since <= make_timestamp("
                                + t + ")"
                        : "",
                EventLog.micros(moment.t().minus(moment.lookBackDays(), ChronoUnit.DAYS)),
                linked ? shard.holds("coalesce(l.user_id, " + Shard.key("e.") + ")") : "true");
    }
}
