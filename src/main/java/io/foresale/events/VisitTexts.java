package io.foresale.events;

import io.foresale.domain.Column;
import io.foresale.domain.Role;
import io.foresale.port.TableEngine.Row;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor searched for in a visit so far, as one vector of unit length: the mean of the vectors of the searches. In
 * memory are the vectors of one block of visits.
 */
public final class VisitTexts {

    /** The vector as a feature. */
    public static final Column COLUMN =
            Column.of("searches_text", Role.TEXT, "what the visitor searched for in this visit");

    /** So many searches a block, with whole visits in it: each may take a vector of kilobytes and make another. */
    private static final String SEARCHES = """
            CREATE OR REPLACE TABLE visit_searches AS
            SELECT *, (count(*) OVER (ORDER BY session_id, user_id) // 50000)::BIGINT AS block
            FROM (SELECT session_id, prefix, user_id, n, %s AS hash FROM prefix_events WHERE query <> '')
            """.formatted(Sql.textHash("query"));

    private static final String STREAM = """
            SELECT session_id, prefix, user_id, hash FROM visit_searches WHERE block = %d
            ORDER BY session_id, user_id, prefix, n""";

    private final Vectors vectors;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private final List<float[]> said = new ArrayList<>();
    private List<Object> visit = List.of();

    private VisitTexts(Vectors vectors) {
        this.vectors = vectors;
    }

    /**
     * Makes a table of {@code session_id}, {@code prefix}, {@code user_id} and {@link #COLUMN}, of {@code prefix_events} and
     * {@code vectors(hash, vector)}, with a row for each of {@code prefixes}; NULL where there was no search that has a vector.
     *
     * @param target its name
     */
    public static void compute(Session session, String target) {
        session.run(SEARCHES);
        session.run("CREATE OR REPLACE TABLE %s (session_id VARCHAR, prefix BIGINT, user_id VARCHAR, %s FLOAT[%d])"
                .formatted(
                        Sql.name(target),
                        COLUMN.name(),
                        Vectors.dimensions(session).orElse(1)));
        for (long block :
                session.query(row -> row.whole(0), "SELECT DISTINCT block FROM visit_searches ORDER BY block")) {
            var texts = new VisitTexts(
                    new VectorTable().of(session, "SELECT hash FROM visit_searches WHERE block = " + block));
            session.stream(texts::read, STREAM.formatted(block));
            texts.finish();
            session.append(target, texts.rows);
        }
        session.run("INSERT INTO %s BY NAME (%s FROM prefixes EXCEPT %2$s FROM %1$s)"
                .formatted(Sql.name(target), "SELECT session_id, prefix, user_id"));
        session.run("DROP TABLE visit_searches");
    }

    /** What some searches come to, in the order in which they were made; of length 0 where there is none. */
    public static float[] pooled(List<float[]> searches) {
        var sum = new float[searches.isEmpty() ? 0 : searches.getFirst().length];
        searches.forEach(search -> Vectors.add(sum, search, 1));
        return Vectors.unit(sum);
    }

    private void read(Row row) {
        var next = List.<Object>of(row.text(0), row.whole(1), row.text(2));
        if (!next.equals(visit)) {
            finish();
            visit = next;
        }
        vectors.get(row.text(3)).ifPresent(said::add);
    }

    private void finish() {
        var vector = pooled(said);
        if (vector.length > 0) {
            var user = visit.get(2).equals("") ? null : visit.get(2); // the visitor of nobody's visit
            rows.add(new Object[] {visit.get(0), visit.get(1), user, vector});
        }
        said.clear();
    }
}
