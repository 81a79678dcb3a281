package io.foresale.events;

import io.foresale.port.TableEngine.Session;

/**
 * Beginnings of visits: what the shop has seen of a visit while it can still end either way. Made from {@code seen}:
 *
 * <ul>
 *   <li>{@code prefixes (session_id, prefix INTEGER, user_id, as_of, began, latest TIMESTAMP, bought BOOLEAN)}:
 *       {@code prefix} events were known by {@code as_of}, and the first and last of them happened at {@code began} and
 *       {@code latest}, which is earlier where events are sent late; {@code bought} tells whether a purchase followed in
 *       the same visit.
 *   <li>{@code prefix_events}: their events, the columns of {@code seen} and {@code prefix} and {@code n}, the event's
 *       place from 1 in the order in which they became known; {@code age} is in days before {@code latest}.
 *   <li>{@code visits}: what the visits of known users came to.
 *   <li>{@code anonymous}: visits that began before the shop knew whose they were, under which id or, where it was
 *       {@code nobody}'s, under none, and when it came to know.
 *   <li>{@code prior}: for every prefix what was known of the visitor's earlier visits when this one began, summed up; the
 *       visitor is who the shop took them for by {@code as_of}.
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
            SELECT %s, min(event_time) OVER so_far AS began, max(event_time) OVER so_far AS latest,
                (row_number() OVER so_far)::INTEGER AS n,
                bool_or(event_type = 'purchase') OVER so_far
                    OR coalesce(event_time > min(event_time) FILTER (WHERE event_type = 'purchase') OVER all_of_it, false) AS past
            FROM (SELECT *, greatest(event_time, received_time) AS known FROM seen WHERE session_id IS NOT NULL)
            WINDOW
                so_far AS (PARTITION BY session_id, user_id ORDER BY known, event_time, _upload, _row
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
                all_of_it AS (PARTITION BY session_id, user_id ORDER BY known, event_time, _upload, _row
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
            """;

    /** Of all visits of a log, what tells how they went; all that is known of their events takes many times as much. */
    private static final String HOW_THEY_WENT =
            "_upload, _row, session_id, user_id, told_id, event_time, event_type, amount, known";

    /** All that is known of the events of visits that have prefixes left. */
    private static final String EXAMINED = """
            CREATE OR REPLACE TABLE examined AS
            SELECT s.*, v.known, v.began, v.latest, v.n, v.past
            FROM visit_events AS v
            SEMI JOIN prefixes AS p ON p.session_id = v.session_id AND p.user_id IS NOT DISTINCT FROM v.user_id
            JOIN seen AS s ON s._upload = v._upload AND s._row = v._row
            """;

    private static final String PREFIXES = """
            CREATE OR REPLACE TABLE prefixes AS
            WITH visits AS (
                SELECT session_id, user_id, coalesce(min(n) FILTER (WHERE past) - 1, max(n)) AS length, bool_or(past) AS bought
                FROM visit_events GROUP BY session_id, user_id HAVING length > 0)
            SELECT v.session_id, e.n AS prefix, v.user_id, e.known AS as_of, e.began, e.latest, v.bought
            FROM visits AS v
            JOIN visit_events AS e ON e.session_id = v.session_id AND e.user_id IS NOT DISTINCT FROM v.user_id
                AND e.n <= v.length AND (e.n = v.length %s)
            """;

    private static final String EVENTS = """
            SELECT e.* EXCLUDE (known, began, latest, past, age), p.prefix,
                (epoch_us(p.latest) - epoch_us(e.event_time)) / 8.64e10 AS age
            FROM prefixes AS p
            JOIN %s AS e ON e.session_id = p.session_id AND e.user_id IS NOT DISTINCT FROM p.user_id AND e.n <= p.prefix
            """;

    /** What the visits of known users came to; {@code settled} is when all of it was over and known. */
    private static final String VISITS = """
            CREATE OR REPLACE TABLE visits AS
            SELECT user_id, session_id, min(event_time) AS began, max(event_time) AS ended,
                max(known) AS settled, count(*) AS events,
                count(*) FILTER (WHERE event_type = 'purchase') AS purchases,
                sum(amount) FILTER (WHERE event_type = 'purchase') AS spend,
                max(event_time) FILTER (WHERE event_type = 'purchase') AS purchased
            FROM visit_events WHERE user_id IS NOT NULL GROUP BY user_id, session_id
            """;

    private static final String NOBODY = """
            CREATE OR REPLACE TABLE anonymous (session_id VARCHAR, user_id VARCHAR, told_id VARCHAR, nobody BOOLEAN, named TIMESTAMP)
            """;

    /** Somebody logs in to buy: that they were known later must not show before. */
    private static final String ANONYMOUS = """
            INSERT INTO anonymous
            SELECT e.session_id, e.user_id, arg_min(e.told_id, e.n) AS told_id,
                arg_min(e.told_id = e.session_id, e.n) AS nobody,
                least(min(e.known) FILTER (WHERE e.told_id = e.user_id), min(l.since)) AS named
            FROM visit_events AS e LEFT JOIN links AS l ON l.anonymous_id = e.told_id
            WHERE e.user_id IS NOT NULL
            GROUP BY e.session_id, e.user_id HAVING told_id <> e.user_id
            """;

    /** Who the visitor of a prefix was taken for. */
    private static final String ASKED = """
            asked AS (
                SELECT p.*, CASE WHEN p.as_of < a.named THEN a.told_id ELSE p.user_id END AS id
                FROM prefixes AS p
                LEFT JOIN anonymous AS a ON a.session_id = p.session_id AND a.user_id = p.user_id
                WHERE p.user_id IS NOT NULL)""";

    /** Events of visits under the id they were told with, and whether each is the first of it in its visit. */
    private static final String TOLD = """
            told AS (
                SELECT told_id AS id, user_id, session_id, known, event_time, amount, event_type = 'purchase' AS purchase,
                    row_number() OVER (PARTITION BY session_id, told_id ORDER BY n) = 1 AS first
                FROM visit_events WHERE user_id IS NOT NULL AND %s)""";

    /** Running sums over the events under an id, known or anonymous, in the order in which they became known. */
    private static final String PRIOR = """
            CREATE OR REPLACE TABLE prior AS
            WITH %s,
            %s,
            sums AS (
                SELECT id, known, count(*) FILTER (WHERE first) OVER past AS sessions, count(*) OVER past AS events,
                    count(*) FILTER (WHERE purchase) OVER past AS purchases,
                    sum(amount) FILTER (WHERE purchase) OVER past AS spend,
                    max(event_time) OVER past AS ended, max(event_time) FILTER (WHERE purchase) OVER past AS purchased
                FROM told WINDOW past AS (PARTITION BY id ORDER BY known))
            SELECT q.session_id, q.prefix, q.user_id, q.began, s.* EXCLUDE (id, known)
            FROM asked AS q ASOF JOIN sums AS s ON s.id = q.id AND q.began > s.known
            """.formatted(ASKED, TOLD.formatted("told_id IN (SELECT id FROM asked)"));

    /**
     * Besides, what a known visitor did under an anonymous id counts as soon as the shop knows whose it was; a visit that they
     * logged in within is one visit.
     */
    private static final String NAMED = """
            CREATE OR REPLACE TABLE prior AS
            WITH %s,
            %s,
            own AS (
                SELECT session_id, told_id AS id, min(known) AS known FROM visit_events
                WHERE told_id IN (SELECT id FROM asked) GROUP BY session_id, told_id),
            named AS (
                SELECT q.session_id, q.prefix, q.user_id, q.began,
                    count(*) FILTER (WHERE e.first AND coalesce(o.known >= q.began, true)) AS sessions,
                    count(*) AS events, count(*) FILTER (WHERE e.purchase) AS purchases,
                    sum(e.amount) FILTER (WHERE e.purchase) AS spend, max(e.event_time) AS ended,
                    max(e.event_time) FILTER (WHERE e.purchase) AS purchased
                FROM asked AS q
                JOIN links AS l ON l.user_id = q.id AND l.since <= q.as_of
                JOIN told AS e ON e.id = l.anonymous_id AND e.known < q.began
                LEFT JOIN own AS o ON o.session_id = e.session_id AND o.id = q.id
                GROUP BY q.session_id, q.prefix, q.user_id, q.began)
            SELECT session_id, prefix, user_id, began, sum(sessions) AS sessions, sum(events) AS events,
                sum(purchases) AS purchases, sum(spend) AS spend, max(ended) AS ended, max(purchased) AS purchased
            FROM (FROM prior UNION ALL BY NAME FROM named)
            GROUP BY session_id, prefix, user_id, began
            """.formatted(ASKED, TOLD.formatted("told_id <> user_id"));

    /** The same for a few visits whose visitors are known as well as they will be, of what their visits came to. */
    private static final String PRIOR_OF_FEW = """
            CREATE OR REPLACE TABLE prior AS
            SELECT p.session_id, p.prefix, p.user_id, p.began, count(*) AS sessions, sum(v.events) AS events,
                sum(v.purchases) AS purchases, sum(v.spend) AS spend, max(v.ended) AS ended, max(v.purchased) AS purchased
            FROM prefixes AS p JOIN visits AS v ON v.user_id = p.user_id AND v.settled < p.began
            GROUP BY p.session_id, p.prefix, p.user_id, p.began
            """;

    private Prefixes() {}

    /** Of every visit, the usual lengths as far as it reaches and the full one: to learn from those that are left. */
    public static void usual(Session session) {
        make(session, HOW_THEY_WENT, "OR e.n IN (" + LENGTHS + ")");
    }

    /** Lets no visit have begun before the shop knew whose it was, as {@link #full} expects. */
    static void nobody(Session session) {
        session.run(NOBODY);
    }

    /** Makes {@code prefix_events} and {@code prior} of the {@code prefixes} that are left. */
    public static void ofThoseLeft(Session session) {
        session.run(EXAMINED);
        session.run("CREATE OR REPLACE VIEW prefix_events AS " + EVENTS.formatted("examined"));
        boolean linked = EventLog.any(session, "SELECT anonymous_id FROM links");
        nobody(session);
        if (linked) {
            session.run(ANONYMOUS);
        }
        session.run(PRIOR);
        if (linked) {
            session.run(NAMED);
        }
    }

    /**
     * Of every visit, all of its events before the first purchase: to answer for.
     *
     * @param earlier further rows of {@code visits}, as a query: what is known of the users besides {@code seen}
     */
    public static void full(Session session, String earlier) {
        make(session, "*", "");
        // A few rows are joined once, and not by each family anew.
        session.run("CREATE OR REPLACE TABLE prefix_events AS " + EVENTS.formatted("visit_events"));
        session.run("INSERT INTO visits BY NAME " + earlier);
        session.run(PRIOR_OF_FEW);
    }

    private static void make(Session session, String columns, String lengths) {
        session.run(STEPS.formatted(columns));
        session.run(PREFIXES.formatted(lengths));
        session.run(VISITS);
    }
}
