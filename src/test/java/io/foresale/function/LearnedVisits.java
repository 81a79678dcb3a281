package io.foresale.function;

import io.foresale.domain.EventType;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.Question;
import io.foresale.domain.Role;
import io.foresale.events.EventLog;
import io.foresale.events.EventLog.Upload;
import io.foresale.events.SentVisits.Visit;
import io.foresale.events.Shard;
import io.foresale.events.VisitEvent;
import io.foresale.port.TableEngine;
import io.foresale.port.TableEngine.Row;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Beginnings of visits that a model learned from, each with its events as the log tells them. */
final class LearnedVisits implements AutoCloseable {

    private static final List<String> TEXTS = List.of(
            "product_id",
            "product_name",
            "product_description",
            "category",
            "brand",
            "currency",
            "order_id",
            "query",
            "review_text",
            "attributes");
    private static final List<String> NUMBERS = List.of("price", "quantity", "rating");

    final FeaturesManifest features;
    final Session session;

    LearnedVisits(ShopFloor floor, TableEngine engine) {
        features = floor.asked(Question.SESSION);
        session = engine.open();
        read(session, floor, features);
        var clean = new Upload(0, floor.fetch(floor.clean(), session.directory()));
        EventLog.of(session, List.of(clean), Shard.WHOLE)
                .seen(features.events().orElseThrow().asOf(), 10_000, Integer.MAX_VALUE);
    }

    /** Makes the table {@code learned} of all examples, numbered from 0 in an order that has to do with nothing. */
    static void read(Session session, ShopFloor floor, FeaturesManifest features) {
        session.run("CREATE TABLE learned AS SELECT row_number() OVER (ORDER BY md5(_hash)) - 1 AS example, * FROM "
                + Sql.parquet(floor.fetch(features.rows(), session.directory())));
    }

    /**
     * The first events of a visit.
     *
     * @param user whose it is as far as the log knows
     */
    record Beginning(String visit, Optional<String> user, int length, List<VisitEvent> events) {

        /** As it is taken in when it was sent. */
        Visit taken() {
            return new Visit(user, Optional.empty(), Optional.of(visit), events);
        }

        /** As a page sends it. */
        Map<String, Object> sent() {
            var sent = new HashMap<String, Object>();
            sent.put("session_id", visit);
            user.ifPresent(u -> sent.put("user_id", u));
            sent.put("events", events.stream().map(Beginning::sent).toList());
            return sent;
        }

        private static Map<String, Object> sent(VisitEvent event) {
            var sent = new HashMap<>(event.values());
            sent.put("event_type", event.type().word());
            sent.put("event_time", event.time().toString());
            Optional.ofNullable(sent.remove("attributes"))
                    .map(json -> json.toString().replaceFirst(".*\"device\":\"([^\"]*)\".*", "$1"))
                    .ifPresent(device -> sent.put("device", device));
            return sent;
        }
    }

    /** The first examples, in their order. */
    List<Beginning> beginnings(int most) {
        return session
                .query(
                        row -> new Beginning(row.text(0), text(row, 1), (int) row.whole(2), List.of()),
                        "SELECT session_id, user_id, prefix FROM learned WHERE example < ? ORDER BY example",
                        most)
                .stream()
                .map(b -> new Beginning(b.visit(), b.user(), b.length(), events(b)))
                .toList();
    }

    /**
     * Visits of which the shop knows more today: it came to know whose they are in their course, which their rows do not tell,
     * or which earlier visits were their visitor's too.
     */
    Set<String> betterKnownToday() {
        return Set.copyOf(session.query(row -> row.text(0), """
                SELECT s.session_id FROM seen AS s
                JOIN events AS e ON e._upload = s._upload AND e._row = s._row WHERE e.user_id <> s.user_id
                UNION
                SELECT v.session_id FROM learned AS v JOIN links AS l ON l.user_id = v.user_id AND l.since > v._cutoff"""));
    }

    private List<VisitEvent> events(Beginning of) {
        return session.query(
                LearnedVisits::event,
                """
                SELECT epoch_us(event_time), event_type, %s, %s FROM seen
                WHERE session_id = ? AND coalesce(user_id, '') = ? ORDER BY event_time, _upload, _row LIMIT ?
                """.formatted(String.join(", ", TEXTS), String.join(", ", NUMBERS)),
                of.visit(),
                of.user().orElse(""),
                of.length());
    }

    private static VisitEvent event(Row row) {
        var values = new TreeMap<String, Object>();
        for (int i = 0; i < TEXTS.size(); i++) {
            int column = i;
            text(row, 2 + i).ifPresent(value -> values.put(TEXTS.get(column), value));
        }
        for (int i = 0; i < NUMBERS.size(); i++) {
            int column = 2 + TEXTS.size() + i;
            if (!row.isNull(column)) {
                values.put(NUMBERS.get(i), row.number(column));
            }
        }
        return new VisitEvent(
                Instant.EPOCH.plus(row.whole(0), ChronoUnit.MICROS),
                EventType.valueOf(row.text(1).toUpperCase(Locale.ROOT)),
                values);
    }

    private static Optional<String> text(Row row, int column) {
        return row.isNull(column) ? Optional.empty() : Optional.of(row.text(column));
    }

    /** The features of an example, by name; an unknown number or level is left out. */
    Map<String, Object> features(int example) {
        var columns = features.schema().features();
        return session.query(
                        row -> {
                            var values = new HashMap<String, Object>();
                            for (int i = 0; i < columns.size(); i++) {
                                if (!row.isNull(i) && columns.get(i).role() != Role.TEXT) {
                                    values.put(
                                            columns.get(i).name(),
                                            switch (columns.get(i).role()) {
                                                case NUMERIC -> row.number(i);
                                                case BOOLEAN -> row.flag(i);
                                                default -> row.text(i);
                                            });
                                }
                            }
                            return Map.copyOf(values);
                        },
                        "SELECT %s FROM learned WHERE example = ?"
                                .formatted(columns.stream()
                                        .map(c -> Sql.name(c.name()))
                                        .reduce((a, b) -> a + ", " + b)
                                        .orElseThrow()),
                        example)
                .getFirst();
    }

    @Override
    public void close() {
        session.close();
    }
}
