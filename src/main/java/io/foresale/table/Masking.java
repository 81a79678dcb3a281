package io.foresale.table;

import io.foresale.domain.personal.PersonalData;
import io.foresale.domain.personal.PersonalKind;
import io.foresale.domain.personal.Suspicion;
import io.foresale.port.TableEngine.Session;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Masks personal data where SQL makes values of an upload's cells. The engine sorts out the cells that have nothing of the
 * kind, which are nearly all.
 */
public final class Masking {

    private static final String TEXT = "masked_text";
    private static final String JSON = "masked_json";

    /** Bytes of the shortest personal data, {@code a@b.io}. */
    private static final int SHORTEST = 6;

    private final Session session;
    private final boolean on;
    private final AtomicBoolean found = new AtomicBoolean();

    private Masking(Session session, boolean on) {
        this.session = session;
        this.on = on;
    }

    /**
     * Masks what a session reads.
     *
     * @param on whether anything is masked
     */
    public static Masking in(Session session, boolean on) {
        var masking = new Masking(session, on);
        if (on) {
            session.define(TEXT, masking.noticing(PersonalData::mask));
            session.define(JSON, masking.noticing(PersonalData::maskJson));
        }
        return masking;
    }

    private UnaryOperator<String> noticing(UnaryOperator<String> mask) {
        return text -> {
            var masked = mask.apply(text);
            if (!masked.equals(text)) {
                found.set(true);
            }
            return masked;
        };
    }

    /** The masked text of a column. */
    public String text(String column) {
        return sql(TEXT, column, column);
    }

    /** The masked value that is made of a column. */
    String value(String column, String value) {
        return sql(TEXT, column, value);
    }

    /** A JSON document with its texts masked. */
    public String json(String column) {
        return sql(JSON, column, column);
    }

    private String sql(String function, String column, String value) {
        return on
                ? "CASE WHEN strlen(%1$s) >= %2$d AND regexp_matches(%1$s, %3$s) THEN %4$s(%5$s) ELSE %5$s END"
                        .formatted(column, SHORTEST, Sql.text(Suspicion.PATTERN), function, value)
                : value;
    }

    /** A line of an upload, masked as a whole. */
    String line(String raw) {
        return on ? PersonalData.mask(raw) : raw;
    }

    /**
     * How much of each kind is masked, {@code masked: email}, in values that were made before.
     *
     * @param columns names as SQL has them
     */
    public Map<String, Long> counts(String relation, List<String> columns) {
        var counts = new TreeMap<String, Long>();
        if (found.get() && !columns.isEmpty()) {
            var values = columns.stream()
                    .map(c -> "SELECT " + c + " AS t FROM " + relation + " WHERE contains(" + c + ", '[')")
                    .collect(Collectors.joining(" UNION ALL "));
            var kinds = PersonalKind.values();
            var times = Stream.of(kinds).map(Masking::times).collect(Collectors.joining(", "));
            session.stream(
                    row -> {
                        for (var kind : kinds) {
                            if (row.whole(kind.ordinal()) > 0) {
                                counts.put("masked: " + kind.word(), row.whole(kind.ordinal()));
                            }
                        }
                    },
                    "SELECT " + times + " FROM (" + values + ")");
        }
        return counts;
    }

    /** How often the placeholder stands in the texts. */
    private static String times(PersonalKind kind) {
        var placeholder = kind.placeholder();
        return "coalesce(sum(length(t) - length(replace(t, '%s', ''))), 0)::BIGINT // %d"
                .formatted(placeholder, placeholder.length());
    }
}
