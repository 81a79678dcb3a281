package io.foresale.events;

import io.foresale.domain.EventType;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Visits as they are sent, in the place of those that a log has seen: the same SQL that made what the model learned from makes
 * their features. Each is answered by itself, whoever else is asked about at the same time: in the session a visit and its
 * visitor are named by its number.
 */
public final class SentVisits {

    private static final List<String> COLUMNS = EventColumns.names(EventColumns.ABOUT);

    private static final String TABLE = """
            CREATE TABLE sent (visit VARCHAR, known BOOLEAN, _row BIGINT, micros BIGINT, event_type VARCHAR, %s)
            """.formatted(EventColumns.ABOUT);

    private static final String SEEN = """
            CREATE VIEW seen AS
            SELECT 0 AS _upload, _row, make_timestamp(micros) AS event_time, make_timestamp(micros) AS received_time,
                event_type, CASE WHEN known THEN visit END AS user_id, visit AS session_id, %s, 0::DOUBLE AS age, %s AS amount
            FROM sent
            """.formatted(String.join(", ", COLUMNS), Seen.AMOUNT);

    private static final String ASKED = """
            CREATE TABLE visitors (visit VARCHAR, user_id VARCHAR, session_id VARCHAR)
            """;

    /** What the log says of the very visit that is sent is left out: it is sent. */
    private static final String EARLIER = """
            SELECT e.* REPLACE (a.visit AS user_id, 'earlier ' || e.session_id AS session_id)
            FROM %s AS e JOIN visitors AS a ON a.user_id = e.user_id AND a.session_id IS DISTINCT FROM e.session_id
            WHERE e.user_id IN (%s)
            """;

    private static final String NOTHING_EARLIER = "FROM visits LIMIT 0";

    private final Session session;

    /** In a session of their own. */
    public SentVisits(Session session) {
        this.session = session;
        session.run(TABLE);
        session.run(SEEN);
        session.run(ASKED);
        Prefixes.nobody(session);
    }

    /**
     * One visit.
     *
     * @param user whose it is, or the id of an anonymous visitor, where the shop has one
     * @param anonymous the visitor's id before the shop knew whose it is, where both are there, as in a log
     * @param id its name in the log, where it will come to have one
     * @param events in the order they were sent
     */
    public record Visit(
            Optional<String> user, Optional<String> anonymous, Optional<String> id, List<VisitEvent> events) {

        public Visit {
            events = List.copyOf(events);
        }

        /** All ids that were sent. */
        public Stream<String> ids() {
            return Stream.concat(user.stream(), anonymous.stream());
        }

        /** Whose earlier visits count: the user's, and those of an id that was nobody's until now. */
        public List<String> visitors(Map<String, String> links) {
            return Stream.concat(
                            user.stream().map(id -> links.getOrDefault(id, id)),
                            anonymous.stream().filter(id -> !links.containsKey(id)))
                    .distinct()
                    .toList();
        }

        /** What was searched for before the first purchase, in the order of time. */
        public List<String> searches() {
            return inTime().limit(prefix())
                    .flatMap(event -> Optional.ofNullable(event.values().get("query")).stream())
                    .map(Object::toString)
                    .toList();
        }

        private Stream<VisitEvent> inTime() {
            return events.stream().sorted(Comparator.comparing(VisitEvent::time));
        }

        /** How many of its events a forecast may look at: those before the first purchase. */
        public int prefix() {
            int bought = inTime().map(VisitEvent::type).toList().indexOf(EventType.PURCHASE);
            return bought < 0 ? events.size() : bought;
        }
    }

    /**
     * The known users that anonymous ids turned out to be.
     *
     * @param files of links, with at least those of the ids
     */
    public Map<String, String> links(List<Path> files, List<String> ids) {
        if (files.isEmpty()) {
            return Map.of();
        }
        return session
                .query(
                        row -> Map.entry(row.text(0), row.text(1)),
                        "SELECT anonymous_id, user_id FROM %s WHERE anonymous_id IN (%s)"
                                .formatted(Sql.parquet(files), names(ids)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The names stand in the query themselves: so the engine sees which parts of the files it need not read. */
    private static String names(List<String> ids) {
        return ids.isEmpty() ? "NULL" : ids.stream().map(Sql::text).collect(Collectors.joining(", "));
    }

    /**
     * Takes these visits in place of those before, numbered from 0.
     *
     * @param links the known users that anonymous ids turned out to be, of at least those that are sent
     * @return the ids of all their visitors
     */
    public List<String> take(List<Visit> visits, Map<String, String> links) {
        session.run("DELETE FROM sent");
        session.run("DELETE FROM visitors");
        var events = new ArrayList<@Nullable Object[]>();
        var visitors = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < visits.size(); i++) {
            var visit = visits.get(i);
            var name = String.valueOf(i);
            visit.visitors(links)
                    .forEach(user ->
                            visitors.add(new Object[] {name, user, visit.id().orElse(null)}));
            for (var event : visit.events()) {
                events.add(row(name, visit.user().isPresent(), events.size(), event));
            }
        }
        session.append("sent", events);
        session.append("visitors", visitors);
        return visits.stream()
                .flatMap(visit -> visit.visitors(links).stream())
                .distinct()
                .toList();
    }

    /**
     * Makes the features of the visits that were taken and have events before their first purchase; their keys begin with
     * their numbers.
     *
     * @param logged files of what the log's visits came to, with at least those of the visitors
     * @param visitors of the visits that were taken
     */
    public JoinedFeatures compute(FeatureSet features, List<Path> logged, List<String> visitors) {
        Prefixes.full(
                session, logged.isEmpty() ? NOTHING_EARLIER : EARLIER.formatted(Sql.parquet(logged), names(visitors)));
        return features.join(session);
    }

    /** The numbers of the visits whose visitor the log knows from another one. */
    public Set<Integer> returning() {
        return Set.copyOf(session.query(
                row -> Integer.valueOf(row.text(0)),
                "SELECT DISTINCT user_id FROM visits WHERE starts_with(session_id, 'earlier ')"));
    }

    private static @Nullable Object[] row(String visit, boolean known, long number, VisitEvent event) {
        var row = new ArrayList<@Nullable Object>();
        row.add(visit);
        row.add(known);
        row.add(number);
        row.add(EventLog.micros(event.time()));
        row.add(event.type().word());
        COLUMNS.forEach(column -> row.add(event.values().get(column)));
        return row.toArray();
    }
}
