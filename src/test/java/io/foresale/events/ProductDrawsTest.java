package io.foresale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.port.TableEngine.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductDrawsTest {

    private static final ProductDraws DRAWS = new ProductDraws(7, 5);

    @TempDir
    private Path scratch;

    private Session session;

    @BeforeEach
    void open() {
        session = new DuckDbEngine(scratch, "512MiB", 2).open();
        session.run(
                "CREATE TABLE products AS SELECT 'p' || i AS product_id, i::BIGINT AS weight FROM range(0, 11) r(i)");
        session.run("CREATE TABLE examples AS SELECT 'u' || i AS user_id FROM range(20_000) r(i)");
        session.run("CREATE TABLE bought (user_id VARCHAR, product_id VARCHAR)");
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void aProductIsDrawnAsOftenAsItsRateSays() {
        draw();
        session.stream(
                row -> assertThat(row.whole(1) / 20_000.0).as(row.text(0)).isCloseTo(row.number(2), within(0.015)),
                "SELECT product_id, count(*), any_value(rate) FROM drawn_pairs GROUP BY product_id");
        assertThat(rates()).hasSize(10).doesNotContainKey("p0");
        assertThat(rates().get("p10")).isCloseTo(1 - Math.pow(1 - 10 / 55.0, 5), within(1e-12));
    }

    @Test
    void whatWasBoughtIsPositiveAndNoNegative() {
        session.run("INSERT INTO bought SELECT 'u' || i, 'p10' FROM range(100) r(i)");
        session.run("INSERT INTO bought VALUES ('u1', 'p0'), ('stranger', 'p1'), ('u1', 'p10')");
        draw();
        var rate = 1 - Math.pow(1 - 10 / 55.0, 5);
        assertThat(pairs("WHERE bought")).hasSize(100).allMatch(pair -> pair.contains(" p10 true "));
        assertThat(session.query(row -> row.number(0), "SELECT DISTINCT rate FROM drawn_pairs WHERE bought"))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.DOUBLE)
                .as("the rate does not tell the label")
                .isCloseTo(rate, within(1e-12));
        assertThat(pairs("WHERE NOT bought AND product_id = 'p10' AND substr(user_id, 2)::INT < 100"))
                .isEmpty();
    }

    @Test
    void theDrawOfAUserDependsOnNoOtherUserAndNoOrderOfRows() {
        draw();
        var together = pairs("WHERE user_id = 'u17'");
        session.run("CREATE OR REPLACE TABLE examples AS SELECT 'u17' AS user_id");
        session.run("CREATE OR REPLACE TABLE products AS FROM products ORDER BY product_id DESC");
        draw();
        assertThat(pairs("")).isEqualTo(together).isNotEmpty();
    }

    private void draw() {
        DRAWS.statements().forEach(session::run);
    }

    private Map<String, Double> rates() {
        return session
                .query(
                        row -> Map.entry(row.text(0), row.number(1)),
                        "SELECT DISTINCT product_id, rate FROM drawn_pairs")
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<String> pairs(String where) {
        return session.query(
                row -> row.text(0),
                "SELECT concat_ws(' ', user_id, product_id, bought, rate) FROM drawn_pairs " + where);
    }
}
