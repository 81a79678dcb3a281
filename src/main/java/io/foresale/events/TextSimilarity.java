package io.foresale.events;

import io.foresale.domain.Column;
import io.foresale.domain.Role;
import io.foresale.port.TableEngine.Row;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How alike the texts of a product are to what a shopper wrote, looked at and bought, for pairs of shopper and product. In
 * memory are one shopper and the vectors of one block of shoppers.
 */
public final class TextSimilarity {

    private static final String PRODUCTS = """
            CREATE OR REPLACE TABLE product_hashes AS
            SELECT product_id, name, description
            FROM (SELECT product_id, product_name, product_description, %s AS name, %s AS description FROM products)
            WHERE name IS NOT NULL OR description IS NOT NULL""".formatted(hash("product_name"), hash("product_description"));

    private static final String REVIEWS = """
            CREATE OR REPLACE TABLE review_hashes AS
            SELECT product_id, age, %s AS hash FROM reviews WHERE product_id IN (SELECT product_id FROM pairs)""".formatted(Sql.textHash("text"));

    private static final String NEEDED = """
            SELECT hash FROM texts_of_shoppers JOIN text_blocks USING (user_id) WHERE block = %1$d
            UNION
            SELECT unnest(list_filter([name, description], lambda hash: hash IS NOT NULL))
            FROM pairs JOIN text_blocks USING (user_id) JOIN product_hashes USING (product_id) WHERE block = %1$d
            UNION
            SELECT hash FROM pairs JOIN text_blocks USING (user_id) JOIN review_hashes USING (product_id) WHERE block = %1$d""";

    /** Of each shopper first the texts, latest first, then the products. */
    private static final String STREAM = """
            SELECT user_id, kind, hash, age, NULL AS product_id, NULL AS description
            FROM texts_of_shoppers JOIN text_blocks USING (user_id) WHERE block = %1$d
            UNION ALL
            SELECT user_id, 'product', name, NULL, product_id, description
            FROM pairs JOIN text_blocks USING (user_id) LEFT JOIN product_hashes USING (product_id) WHERE block = %1$d
            ORDER BY user_id, product_id NULLS FIRST, kind, age, hash""";

    private final VectorSource source;
    private float @Nullable [] centre;

    /**
     * For the products of one session, which stay what they are.
     *
     * @param source of vectors
     */
    public TextSimilarity(VectorSource source) {
        this.source = source;
    }

    /** What a shopper is known by. */
    private enum Side {
        WORDS("words", "what the shopper searched for and wrote"),
        LOOKED("looked", "names of products the shopper looked at"),
        BOUGHT("bought", "names of products the shopper bought");

        final String word;
        final String title;

        Side(String word, String title) {
            this.word = word;
            this.title = title;
        }

        static Side of(String kind) {
            return switch (kind) {
                case "looked" -> LOOKED;
                case "bought" -> BOUGHT;
                default -> WORDS;
            };
        }
    }

    /** What speaks for a product. */
    private enum Told {
        NAME("name", "the product's name"),
        DESCRIPTION("description", "what the shop says of the product"),
        REVIEWS("reviews", "what was written of the product, by the shopper, too");

        final String word;
        final String title;

        Told(String word, String title) {
            this.word = word;
            this.title = title;
        }

        /** In the order of {@link ToldTexts#likeness}. */
        Stream<Column> columns(Side side) {
            var name = word + "_" + side.word;
            var what = "of " + title + " to " + side.title;
            return Stream.of(
                    similarity(name + "_mean", what + ": mean"),
                    similarity(name + "_max", what + ": the most alike"),
                    similarity(name + "_recent", what + ": recent ones count more"),
                    similarity(name + "_top", what + ": mean of the five most alike"));
        }
    }

    /** What {@link #compute} says of a pair, in the order of its columns. */
    public static List<Column> columns() {
        return Stream.concat(
                        Stream.of(similarity("name_usual", "of the product's name to the shop's names on the whole")),
                        Stream.of(Told.values())
                                .flatMap(told -> Stream.of(Side.values()).flatMap(told::columns)))
                .toList();
    }

    /** The hash of a text; NULL where there is none. */
    private static String hash(String text) {
        return "CASE WHEN %s <> '' THEN %s END".formatted(text, Sql.textHash(text));
    }

    private static Column similarity(String name, String what) {
        return Column.of(name, Role.SIMILARITY, "similarity " + what);
    }

    /**
     * Makes a table of {@code user_id}, {@code product_id} and {@link #columns}, with a row for each of {@code pairs}, of
     * {@code seen}, {@code products}, {@code reviews} and the vectors. A similarity is NULL where one of its texts is missing.
     *
     * @param target its name
     */
    public void compute(Session session, String target) {
        ShopperTexts.collect(session, "pairs");
        var common = centre(session);
        session.run(REVIEWS);
        session.run("CREATE OR REPLACE TABLE %s (user_id VARCHAR, product_id VARCHAR, %s)"
                .formatted(
                        Sql.name(target),
                        columns().stream()
                                .map(column -> Sql.name(column.name()) + " DOUBLE")
                                .collect(Collectors.joining(", "))));
        for (long block : ShopperTexts.blocks(session)) {
            var vectors = source.of(session, NEEDED.formatted(block)).without(common);
            var reader = new BlockReader(vectors, common, reviews(session, vectors));
            session.stream(reader::read, STREAM.formatted(block));
            session.append(target, reader.rows);
        }
    }

    /** What the names of the shop's products have in common. */
    private float[] centre(Session session) {
        var known = centre;
        if (known == null) {
            session.run(PRODUCTS);
            known = source.mean(session, "SELECT DISTINCT name FROM product_hashes WHERE name IS NOT NULL");
            centre = known;
        }
        return known;
    }

    /** What all wrote of a product, as one vector. */
    private static Map<String, float[]> reviews(Session session, Vectors vectors) {
        var reviews = new TreeMap<String, float[]>();
        session.stream(
                row -> vectors.get(row.text(1))
                        .ifPresent(vector -> Vectors.add(
                                reviews.computeIfAbsent(row.text(0), _ -> new float[vector.length]),
                                vector,
                                ToldTexts.weight(row.number(2)))),
                "SELECT product_id, hash, age FROM review_hashes ORDER BY product_id, age, hash");
        reviews.replaceAll((_, sum) -> Vectors.unit(sum));
        reviews.values().removeIf(vector -> vector.length == 0);
        return reviews;
    }

    /** Goes through the texts and products of one block of shoppers. */
    private static final class BlockReader {

        private final Vectors vectors;
        private final float[] centre;
        private final Map<String, float[]> reviews;
        private final List<@Nullable Object[]> rows = new ArrayList<>();
        private String shopper = "";
        private Map<Side, ToldTexts> told = Map.of();

        BlockReader(Vectors vectors, float[] centre, Map<String, float[]> reviews) {
            this.vectors = vectors;
            this.centre = centre;
            this.reviews = reviews;
        }

        void read(Row row) {
            if (!row.text(0).equals(shopper) || told.isEmpty()) {
                shopper = row.text(0);
                told = Stream.of(Side.values()).collect(Collectors.toMap(side -> side, _ -> new ToldTexts()));
            }
            if (row.text(1).equals("product")) {
                rows.add(row(row.text(4), row.text(2), row.text(5)));
            } else {
                vectors.get(row.text(2))
                        .ifPresent(vector -> told.get(Side.of(row.text(1))).add(vector, row.number(3)));
            }
        }

        private @Nullable Object[] row(String product, String name, String description) {
            var row = new ArrayList<@Nullable Object>();
            row.add(shopper);
            row.add(product);
            row.add(vectors.get(name).map(vector -> Vectors.dot(vector, centre)).orElse(null));
            for (var of : Told.values()) {
                var text =
                        switch (of) {
                            case NAME -> vectors.get(name);
                            case DESCRIPTION -> vectors.get(description);
                            case REVIEWS -> Optional.ofNullable(reviews.get(product));
                        };
                for (var side : Side.values()) {
                    var likeness = text.map(told.get(side)::likeness).orElse(ToldTexts.UNKNOWN);
                    Arrays.stream(likeness).mapToObj(TextSimilarity::known).forEach(row::add);
                }
            }
            return row.toArray();
        }
    }

    private static @Nullable Double known(double similarity) {
        return Double.isNaN(similarity) ? null : (Double) similarity;
    }
}
