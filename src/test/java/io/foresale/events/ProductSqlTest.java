package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.domain.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductSqlTest {

    private static final String T = "2026-03-05T12:00:00Z";

    @TempDir
    private Path scratch;

    @Test
    void aProductIsCalledWhatItWasCalledLastAndCostsTheMiddleOfWhatWasPaid() {
        var events = List.of(
                bought("ann", "2026-03-01T10:00", "mug", 4).with("product_name", "mug"),
                bought("bob", "2026-03-02T10:00", "mug", 5).with("product_name", "big mug"),
                bought("bob", "2026-03-03T10:00", "mug", 9),
                Event.of("ann", "2026-03-04T10:00", "view").product("mug", 100));
        try (var rig = new ProductRig(scratch).asOf(T, 9, 1, events)) {
            assertThat(
                            rig.rig.rows(
                                    "SELECT product_name, price, mean_price, sales_all, buyers_all, views_all, usual_gap, repeats, weight FROM products"))
                    .containsExactly("big mug|5.0|6.0|3|2|1|1.0|1|4");
        }
    }

    @Test
    void whatIsOftenInOneOrderIsTogetherAndWhatWasItOnceIsNot() {
        var events = new ArrayList<Event>();
        for (var user : List.of("ann", "bob", "cy")) {
            events.add(bought(user, "2026-03-01T10:00", "cup", 3).with("order_id", user));
            events.add(bought(user, "2026-03-01T10:00", "saucer", 2).with("order_id", user));
        }
        events.add(bought("cy", "2026-03-01T10:00", "rope", 2).with("order_id", "cy"));
        try (var rig = new ProductRig(scratch).asOf(T, 9, 1, events)) {
            assertThat(rig.rig.rows("SELECT product_id, other_id, kind, score FROM together ORDER BY ALL"))
                    // Always in the same baskets: a cosine of 1, times 3 / (3 + 3) as three times are few.
                    .containsExactly(
                            "cup|saucer|bought|0.500000",
                            "cup|saucer|shopper|0.500000",
                            "saucer|cup|bought|0.500000",
                            "saucer|cup|shopper|0.500000");
        }
    }

    @Test
    void ofAHugeBasketSomeProductsCount() {
        var events = new ArrayList<Event>();
        for (int i = 0; i < 400; i++) {
            for (int user = 0; user < 40; user++) {
                events.add(bought("user " + user, "2026-03-01T10:00", "p" + i, 1));
            }
        }
        try (var rig = new ProductRig(scratch).asOf(T, 9, 1, events)) {
            assertThat(rig.rig.rows(
                            "SELECT kind, sum(n) = 40 * 100 * 99 / 2 FROM product_pairs GROUP BY kind ORDER BY kind"))
                    .containsExactly("bought|true", "shopper|true");
            assertThat(rig.rig.rows(
                            "SELECT max(n) FROM (SELECT count(*) AS n FROM together GROUP BY kind, product_id)"))
                    .containsExactly("50");
        }
    }

    @Test
    void featuresSayWhatTheShopperDidToTheProductAndItsKind() {
        var events = List.of(
                bought("ann", "2026-02-26T12:00", "mug", 4).with("category", "kitchen"),
                Event.of("ann", "2026-03-05T10:00", "search").with("query", "blue pan"),
                Event.of("bob", "2026-03-05T10:00", "view")
                        .product("pan", 8)
                        .with("product_name", "pan, blue")
                        .with("category", "kitchen"),
                Event.of("ann", "2026-03-01T10:00", "search").with("query", "kitchen?"));
        try (var rig = new ProductRig(scratch).asOf(T, 9, 1, events)) {
            rig.rig.features(Question.WHAT, 9);
            assertThat(rig.rig.rows("""
                            SELECT product_id, product_bought_7d, product_bought_all, product_bought_age, category_bought_all,
                                   product_searches_all, category_searches_7d, category_search_age, search_match, price_to_paid > 0.69
                            FROM computed WHERE user_id = 'ann' ORDER BY product_id"""))
                    .containsExactly(
                            "mug|0.0|1.0|7.0|1.0|0.0|1.0|4.083333333333333|1.0|false",
                            "pan|0.0|0.0|∅|1.0|1.0|1.0|4.083333333333333|1.0|true");
        }
    }

    @Test
    void namesThatShareWordsAreAlikeAndTheProductsOwnNameDoesNotCount() {
        var events = List.of(
                bought("ann", "2026-03-01T10:00", "a", 4).with("product_name", "red paper lantern"),
                bought("bob", "2026-03-01T10:00", "b", 4).with("product_name", "red paper chain"),
                bought("bob", "2026-03-01T10:00", "c", 4).with("product_name", "steel garden spade"),
                Event.of("ann", "2026-03-02T10:00", "search").with("query", "garden spade"));
        try (var rig = new ProductRig(scratch).asOf(T, 9, 1, events).embedded()) {
            new TextSimilarity(new VectorTable()).compute(rig.rig.session, "alike");
            assertThat(rig.rig.rows(
                            "SELECT product_id FROM alike WHERE user_id = 'ann' ORDER BY name_words_max DESC LIMIT 1"))
                    .containsExactly("c");
            assertThat(
                            rig.rig.rows(
                                    "SELECT product_id FROM alike WHERE user_id = 'ann' AND name_bought_max IS NOT NULL ORDER BY name_bought_max DESC"))
                    .containsExactly("b", "c");
            TextPool.compute(rig.rig.session, "pooled");
            var pooled = rig.rig
                    .session
                    .query(row -> row.vector(0), "SELECT queries_text FROM pooled WHERE user_id = 'ann'")
                    .getFirst();
            assertThat(Vectors.dot(pooled, ProductRig.vector("garden spade"))).isCloseTo(1, within(1e-6));
            assertThat(rig.rig.rows(
                            "SELECT queries_text IS NULL, bought_text IS NULL FROM pooled WHERE user_id = 'bob'"))
                    .containsExactly("true|false");
        }
    }

    @Test
    void whatTheShopAndOthersSayOfAProductIsComparedToo() {
        var events = List.of(
                Event.of("bob", "2026-03-01T10:00", "view")
                        .product("a", 4)
                        .with("product_name", "lamp one")
                        .with("product_description", "made for mountain hikes"),
                Event.of("bob", "2026-03-01T11:00", "review")
                        .product("b", 4)
                        .with("product_name", "lamp two")
                        .with("review_text", "glows on my garden party"),
                Event.of("ann", "2026-03-02T10:00", "search").with("query", "mountain hikes"),
                Event.of("ann", "2026-03-03T10:00", "search").with("query", "garden party"));
        try (var rig = new ProductRig(scratch).asOf(T, 9, 1, events).embedded()) {
            new TextSimilarity(new VectorTable()).compute(rig.rig.session, "alike");
            assertThat(rig.rig.rows("""
                            SELECT product_id, description_words_mean > 0, description_words_max > description_words_mean,
                                   description_words_recent < description_words_mean, description_words_top > 0
                            FROM alike WHERE user_id = 'ann' ORDER BY product_id""")).containsExactly("a|true|true|true|true", "b|∅|∅|∅|∅");
            assertThat(rig.rig.rows("""
                            SELECT product_id, reviews_words_max > reviews_words_mean, reviews_words_recent > reviews_words_mean
                            FROM alike WHERE user_id = 'ann' ORDER BY product_id""")).containsExactly("a|∅|∅", "b|true|true");
        }
    }

    private static Event bought(String user, String time, String product, double price) {
        return Event.of(user, time, "purchase").product(product, price);
    }
}
