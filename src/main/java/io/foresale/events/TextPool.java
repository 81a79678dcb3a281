package io.foresale.events;

import io.foresale.domain.Column;
import io.foresale.domain.Role;
import io.foresale.port.TableEngine.Row;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a shopper as one vector of unit length for each kind of text: the mean of their vectors, in which recent ones
 * count more. In memory are the vectors of one block of shoppers.
 */
public final class TextPool {

    private static final String STREAM = """
            SELECT user_id, kind, hash, age FROM examples
            LEFT JOIN texts_of_shoppers USING (user_id) JOIN text_blocks USING (user_id)
            WHERE block = %d ORDER BY user_id, kind, age, hash""";

    private final Vectors vectors;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private final Map<Kind, float[]> sums = new EnumMap<>(Kind.class);
    private String shopper = "";
    private boolean any;

    private TextPool(Vectors vectors) {
        this.vectors = vectors;
    }

    private enum Kind {
        QUERY("queries_text", "what the shopper searched for, recent searches counting more"),
        LOOKED("looked_text", "names of products the shopper looked at, recent ones counting more"),
        BOUGHT("bought_text", "names of products the shopper bought, recent ones counting more"),
        REVIEW("reviews_text", "what the shopper wrote of products, recent reviews counting more");

        final Column column;

        Kind(String name, String what) {
            this.column = Column.of(name, Role.TEXT, what);
        }
    }

    /** What {@link #compute} says of a shopper, in the order of its columns. */
    public static List<Column> columns() {
        return Stream.of(Kind.values()).map(kind -> kind.column).toList();
    }

    /**
     * Makes a table of {@code user_id} and {@link #columns}, with a row for each of {@code examples}, of {@code seen},
     * {@code products} and {@code vectors(hash, vector)}. A vector is NULL where there is no text of its kind.
     *
     * @param target its name
     */
    public static void compute(Session session, String target) {
        ShopperTexts.collect(session, "examples");
        int dimensions = Vectors.dimensions(session).orElse(1);
        session.run("CREATE OR REPLACE TABLE %s (user_id VARCHAR, %s)"
                .formatted(
                        Sql.name(target),
                        columns().stream()
                                .map(column -> Sql.name(column.name()) + " FLOAT[" + dimensions + "]")
                                .collect(Collectors.joining(", "))));
        for (long block : ShopperTexts.blocks(session)) {
            var pool = new TextPool(new VectorTable().of(session, ShopperTexts.hashes(block)));
            session.stream(pool::read, STREAM.formatted(block));
            pool.finish();
            session.append(target, pool.rows);
        }
    }

    private void read(Row row) {
        if (!any || !row.text(0).equals(shopper)) {
            finish();
            any = true;
            shopper = row.text(0);
        }
        vectors.get(row.text(2))
                .ifPresent(vector -> Vectors.add(
                        sums.computeIfAbsent(kind(row.text(1)), _ -> new float[vector.length]),
                        vector,
                        ToldTexts.weight(row.number(3))));
    }

    private static Kind kind(String word) {
        return Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private void finish() {
        if (any) {
            var row = new ArrayList<@Nullable Object>();
            row.add(shopper);
            for (var kind : Kind.values()) {
                var pooled = Vectors.unit(sums.getOrDefault(kind, new float[0]));
                row.add(pooled.length == 0 ? null : pooled);
            }
            rows.add(row.toArray());
            sums.clear();
        }
    }
}
