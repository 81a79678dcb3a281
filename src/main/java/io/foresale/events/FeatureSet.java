package io.foresale.events;

import io.foresale.domain.Column;
import io.foresale.domain.Question;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The features of a question: SQL in the resources {@code features/<question>/}, one file a family, listed in
 * {@code families.txt} there. Each reads {@code seen} and the question's own relations ({@code prefix_events} …), and has
 * the key columns first.
 */
public final class FeatureSet {

    /** Of these types are counts and exact sums: where a family has no row for a key, they are 0. All else is unknown. */
    private static final Set<String> COUNTED = Set.of("BIGINT", "INTEGER", "HUGEINT", "UBIGINT", "UINTEGER");

    private static final Map<Asked, FeatureSet> MADE = new ConcurrentHashMap<>();

    private final Question question;
    private final List<FeatureFamily> families;
    private final Map<String, Map<String, String>> types = new ConcurrentHashMap<>();

    private FeatureSet(Question question, List<FeatureFamily> families) {
        this.question = question;
        this.families = families;
    }

    /** The features for a look-back; hours and days are those of UTC. */
    public static FeatureSet of(Question question, int lookBackDays) {
        return of(question, lookBackDays, Optional.empty());
    }

    /**
     * The features for a look-back; windows that are not shorter than it are left out.
     *
     * @param timeZone whose hours and days are meant, as in {@link io.foresale.domain.EventsConfig#timeZone}
     */
    public static FeatureSet of(Question question, int lookBackDays, Optional<String> timeZone) {
        return MADE.computeIfAbsent(new Asked(question, new Windows(lookBackDays, timeZone)), FeatureSet::make);
    }

    private record Asked(Question question, Windows windows) {}

    private static FeatureSet make(Asked asked) {
        var question = asked.question;
        var folder = "/features/" + question.word() + "/";
        var families = resource(folder + "families.txt")
                .lines()
                .map(name -> FeatureFamily.of(name, resource(folder + name + ".sql"), asked.windows))
                .toList();
        return new FeatureSet(question, families);
    }

    /** The features in the order of {@link #compute}'s columns, with their descriptions as reasons. */
    public List<Column> columns() {
        return families.stream().flatMap(f -> f.columns().stream()).toList();
    }

    List<FeatureFamily> families() {
        return families;
    }

    /** The columns that name an example, in the table of keys and in the computed one. */
    public static List<String> keys(Question question) {
        return switch (question) {
            case WHO -> List.of("user_id");
            case WHAT -> List.of("user_id", "product_id");
            case SESSION -> List.of("session_id", "prefix", "user_id");
        };
    }

    /** The table that has one row an example: {@code examples}, {@code pairs} or {@code prefixes}. */
    public static String examples(Question question) {
        return switch (question) {
            case WHO -> "examples";
            case WHAT -> "pairs";
            case SESSION -> "prefixes";
        };
    }

    /**
     * Makes a view of one row a row of {@link #examples}: the key columns and the features, which are worked out now and put
     * side by side when it is read. Numbers are DOUBLE. It holds until the next call, and while the examples are the same.
     *
     * @param target its name
     */
    public void compute(Session session, String target) {
        families.forEach(f -> session.run("CREATE OR REPLACE TABLE " + table(f) + " AS " + f.sql()));
        session.run("CREATE OR REPLACE VIEW %s AS SELECT %s%s FROM %s AS k%s"
                .formatted(
                        Sql.name(target),
                        keys(question).stream().map(key -> "k." + key).collect(Collectors.joining(", ")),
                        families.stream().map(f -> selected(session, f)).collect(Collectors.joining()),
                        examples(question),
                        families.stream().map(this::join).collect(Collectors.joining())));
    }

    private static String table(FeatureFamily family) {
        return "family_" + family.name();
    }

    private String join(FeatureFamily family) {
        return keys(question).stream()
                .map(key -> "%1$s.%2$s IS NOT DISTINCT FROM k.%2$s".formatted(table(family), key))
                .collect(Collectors.joining(" AND ", " LEFT JOIN " + table(family) + " ON ", ""));
    }

    /**
     * The same of examples whose features fit into memory, without tables.
     *
     * @return with the examples in the order of their keys, as they are written
     */
    public JoinedFeatures join(Session session) {
        return JoinedFeatures.of(session, question, families, f -> types(session, f).entrySet().stream()
                .filter(type -> isCounted(type.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, _ -> 0.0)));
    }

    private String selected(Session session, FeatureFamily family) {
        var types = types(session, family);
        return family.columns().stream()
                .map(column -> ", %s AS %s"
                        .formatted(value(table(family) + "." + column.name(), types.get(column.name())), column.name()))
                .collect(Collectors.joining());
    }

    /** Types follow from the SQL, so the engine is asked for them once. */
    private Map<String, String> types(Session session, FeatureFamily family) {
        return types.computeIfAbsent(family.name(), _ -> described(session, family));
    }

    private static Map<String, String> described(Session session, FeatureFamily family) {
        return session
                .query(
                        row -> Map.entry(row.text(0), row.text(1)),
                        "SELECT column_name, column_type FROM (DESCRIBE " + family.sql() + ")")
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String value(String feature, String type) {
        return isCounted(type) ? "coalesce(%s, 0)::DOUBLE".formatted(feature) : feature;
    }

    private static boolean isCounted(String type) {
        return COUNTED.contains(type) || type.startsWith("DECIMAL");
    }

    private static String resource(String path) {
        try (var stream = FeatureSet.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new FileNotFoundException("no resource " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
