package io.foresale.events;

import io.foresale.port.TableEngine.Session;

/**
 * Beginnings of visits: what the shop has seen of a visit while it can still end either way. Made from {@code seen}:
 *
 * <ul>
 *   <li>{@code prefixes (session_id, prefix INTEGER, user_id, as_of TIMESTAMP, bought BOOLEAN)}: {@code prefix} events were
 *       seen by {@code as_of}; {@code bought} tells whether a purchase followed in the same visit.
 *   <li>{@code prefix_events}: their events, the columns of {@code seen} and {@code prefix} and {@code n}, the event's
 *       place in the visit from 1; {@code age} is in days before {@code as_of}.
 *   <li>{@code visits}: what the visits of known users came to.
 *   <li>{@code prior}: the visits of known users that were over and known before this one began, summed up.
 * </ul>
 *
 * Only events before the visit's first purchase count; a visit that begins with one has no prefix. A visit is one
 * {@code session_id} of one user: two users that share an id have two visits.
 */
public final class Prefixes {

    /** As numbers of events; besides, every visit is an example with all of its events before the first purchase. */
    private static final String LENGTHS = "1, 2, 3, 5, 8, 13, 21, 34";

    private static final String STEPS = """
            CREATE OR REPLACE TABLE visit_events AS
            SELECT *, count(*) FILTER (WHERE event_type = 'purchase') OVER before AS purchases,
                (row_number() OVER before)::INTEGER AS n
            FROM seen WHERE session_id IS NOT NULL
            WINDOW before AS (PARTITION BY session_id, user_id ORDER BY event_time, _upload, _row
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
            """;

    private static final String PREFIXES = """
            CREATE OR REPLACE TABLE prefixes AS
            WITH visits AS (
                SELECT session_id, user_id, max(n) FILTER (WHERE purchases = 0) AS length, max(purchases) > 0 AS bought
                FROM visit_events GROUP BY session_id, user_id HAVING length > 0)
            SELECT v.session_id, e.n AS prefix, v.user_id, e.event_time AS as_of, v.bought
            FROM visits AS v
            JOIN visit_events AS e ON e.session_id = v.session_id AND e.user_id IS NOT DISTINCT FROM v.user_id
                AND e.n <= v.length AND (e.n = v.length %s)
            """;

    private static final String EVENTS = """
            CREATE OR REPLACE VIEW prefix_events AS
            SELECT e.* EXCLUDE (purchases, age), p.prefix, (epoch_us(p.as_of) - epoch_us(e.event_time)) / 8.64e10 AS age
            FROM prefixes AS p
            JOIN visit_events AS e ON e.session_id = p.session_id AND e.user_id IS NOT DISTINCT FROM p.user_id
                AND e.n <= p.prefix
            """;

    /** What the visits of known users came to; {@code settled} is when all of it was over and known. */
    private static final String VISITS = """
            CREATE OR REPLACE TABLE visits AS
            SELECT user_id, session_id, min(event_time) AS began, max(event_time) AS ended,
                max(greatest(event_time, received_time)) AS settled, count(*) AS events,
                count(*) FILTER (WHERE event_type = 'purchase') AS purchases,
                sum(amount) FILTER (WHERE event_type = 'purchase') AS spend,
                max(event_time) FILTER (WHERE event_type = 'purchase') AS purchased
            FROM seen WHERE user_id IS NOT NULL GROUP BY user_id, session_id
            """;

    /** Running sums over a user's visits in the order in which they were over and known. */
    private static final String PRIOR = """
            CREATE OR REPLACE TABLE prior AS
            WITH known AS (
                SELECT user_id, settled, count(*) OVER past AS sessions, sum(events) OVER past AS events,
                    sum(purchases) OVER past AS purchases, sum(spend) OVER past AS spend,
                    max(ended) OVER past AS ended, max(purchased) OVER past AS purchased
                FROM visits WINDOW past AS (PARTITION BY user_id ORDER BY settled))
            SELECT v.user_id, v.session_id, v.began, k.* EXCLUDE (user_id)
            FROM visits AS v ASOF JOIN known AS k ON k.user_id = v.user_id AND v.began > k.settled
            """;

    private Prefixes() {}

    /** Of every visit, the usual lengths as far as it reaches and the full one: to learn from. */
    public static void usual(Session session) {
        make(session, "OR e.n IN (" + LENGTHS + ")");
        session.run(PRIOR);
    }

    /**
     * Of every visit, all of its events before the first purchase: to answer for.
     *
     * @param earlier further rows of {@code visits}, as a query: what is known of the users besides {@code seen}
     */
    public static void full(Session session, String earlier) {
        make(session, "");
        session.run("INSERT INTO visits BY NAME " + earlier);
        session.run(PRIOR);
    }

    private static void make(Session session, String lengths) {
        session.run(STEPS);
        session.run(PREFIXES.formatted(lengths));
        session.run(EVENTS);
        session.run(VISITS);
    }
}
