package io.foresale.events;

import io.foresale.domain.Column;
import io.foresale.domain.Role;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The intents in what a shopper wrote, as numbers for each kind of text. What was not judged is not counted. */
public final class IntentPool {

    /** Sums are of exact numbers, as the order in which inexact ones are added shows in the last digits. */
    private static final String POOL = """
            CREATE OR REPLACE TABLE %s AS
            WITH written AS (
                SELECT user_id, 'queries' AS kind, query AS text, age FROM seen WHERE query <> ''
                UNION ALL
                SELECT user_id, 'reviews', review_text, age FROM seen WHERE review_text <> ''),
            named AS (
                SELECT text, intent FROM (SELECT DISTINCT text FROM written) JOIN intents ON hash = %s
                WHERE intent IS NOT NULL),
            judged AS (
                SELECT user_id, kind, text, age, intent FROM written JOIN named USING (text)
                SEMI JOIN examples USING (user_id)),
            pooled AS (SELECT user_id, %s FROM judged GROUP BY user_id)
            SELECT user_id, %s FROM examples LEFT JOIN pooled USING (user_id)""";

    private enum Kind {
        QUERIES("searches", "search"),
        REVIEWS("reviews", "review");

        final String texts;
        final String text;

        Kind(String texts, String text) {
            this.texts = texts;
            this.text = text;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        Stream<Column> columns() {
            return Stream.of(
                    intent(word() + "_intent", "in the shopper's " + texts + ", on average"),
                    intent(word() + "_intent_latest", "in the shopper's latest " + text + " that was judged"));
        }

        /** As SQL. Of several texts of one moment the one that is first in the alphabet is the latest. */
        String pooled() {
            return """
                    (sum(intent::DECIMAL(18, 12)) FILTER (WHERE kind = '%1$s') / count(*) FILTER (WHERE kind = '%1$s'))::DOUBLE
                        AS %1$s_intent,
                    arg_min(intent, (age, text)) FILTER (WHERE kind = '%1$s') AS %1$s_intent_latest""".formatted(word());
        }
    }

    private IntentPool() {}

    /** What {@link #compute} says of a shopper, in the order of its columns. */
    public static List<Column> columns() {
        return Stream.of(Kind.values()).flatMap(Kind::columns).toList();
    }

    private static Column intent(String name, String where) {
        return Column.of(name, Role.INTENT, "intent to buy " + where);
    }

    /**
     * Makes a table of {@code user_id} and {@link #columns}, with a row for each of {@code examples}, of {@code seen} and
     * {@code intents(hash, intent)}. An intent is NULL where no text of its kind was judged.
     *
     * @param target its name
     */
    public static void compute(Session session, String target) {
        session.run(POOL.formatted(
                Sql.name(target),
                Sql.textHash("text"),
                Stream.of(Kind.values()).map(Kind::pooled).collect(Collectors.joining(", ")),
                columns().stream().map(Column::name).collect(Collectors.joining(", "))));
    }
}
