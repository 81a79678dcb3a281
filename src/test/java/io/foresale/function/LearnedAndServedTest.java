package io.foresale.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.demo.EventLog;
import io.foresale.demo.Language;
import io.foresale.demo.Shop;
import io.foresale.demo.ShopEvent;
import io.foresale.domain.EventTable;
import io.foresale.domain.Question;
import io.foresale.domain.Schema;
import io.foresale.events.FeatureSet;
import io.foresale.events.TextSimilarity;
import io.foresale.events.VectorFiles;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature.Numbers;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an example at a cut-off is learned from is what would have been served at that moment: the features of a log that went on
 * are those of the same log as it stood then, in shards.
 */
class LearnedAndServedTest {

    private static final Shop LOG = new Shop(3, 200, 50, 50, Language.ENGLISH);
    private static final int LOOK_BACK = 28;
    private static final int SHARDS = 2;

    @TempDir
    static Path scratch;

    private static ShopFloor later;
    private static ShopFloor then;
    private static Session session;

    @BeforeAll
    static void aLogIsFusedAsItStoodThenAndAsItWentOn() {
        long cutoff = cutoff(Shop.END.minusDays(10).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
        later = fused("later", 1, Instant.ofEpochSecond(cutoff), _ -> true);
        then = fused(
                "then",
                SHARDS,
                Instant.ofEpochSecond(cutoff).minus(Duration.ofDays(7)),
                event -> event.received() <= cutoff);
        session = new DuckDbEngine(scratch, "512MiB", 1).open();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    /** When the shop last heard of something before a moment: as of then a log speaks. */
    private static long cutoff(long before) {
        var received = new ArrayList<Long>();
        LOG.play(event -> received.add(event.received()));
        return received.stream()
                .filter(time -> time <= before)
                .max(Long::compare)
                .orElseThrow();
    }

    private static ShopFloor fused(String name, int shards, Instant cutoff, Predicate<ShopEvent> known) {
        var floor = new ShopFloor(scratch.resolve(name));
        var out = new ByteArrayOutputStream();
        try (var log = EventLog.csv(out)) {
            LOG.play(event -> {
                if (known.test(event)) {
                    log.accept(event);
                }
            });
        }
        floor.write("datasets/shop.json", """
                {"events": {"questions": ["who", "what"], "lookBackDays": %d, "cutoffs": ["%s"]}}""".formatted(LOOK_BACK, cutoff));
        floor.functions.call("ingest", floor.write("raw/shop/log.csv", out.toString(UTF_8)));
        floor.functions.call("embed", floor.asIfOfSoManyEvents(2_000_000L * shards));
        floor.functions.call("fuse", floor.manifest("vectors/shop/"));
        return floor;
    }

    private static EventTable events(ShopFloor floor, Question question) {
        return floor.asked(question).events().orElseThrow();
    }

    @Test
    void theMomentIsTheSame() {
        assertThat(events(later, Question.WHO).cutoffs())
                .containsExactly(events(then, Question.WHO).asOf());
        assertThat(events(then, Question.WHAT).shards("history")).isEqualTo(SHARDS);
    }

    @Test
    void shoppersHaveTheFeaturesThatAreKeptForThem() {
        var learned = shoppers(later.fetch(later.asked(Question.WHO).rows(), session.directory()));
        var served = shoppers(then.fetch(events(then, Question.WHO).now(), session.directory()));

        assertThat(learned).hasSizeGreaterThan(100).containsExactlyElementsOf(served);
    }

    private static List<String> shoppers(List<Path> files) {
        var features = later.asked(Question.WHO).schema().features().stream()
                .map(column -> Sql.name(column.name()))
                .collect(Collectors.joining(", "));
        return session.query(
                row -> row.text(0),
                "SELECT concat_ws('|', user_id, [COLUMNS(*)::VARCHAR]) FROM (SELECT user_id, " + features + " FROM "
                        + Sql.parquet(files) + " ORDER BY user_id)");
    }

    @Test
    void pairsHaveTheFeaturesThatAreMadeOfTheKeptHistories() {
        session.run("CREATE TABLE learned AS FROM "
                + Sql.parquet(later.fetch(later.asked(Question.WHAT).rows(), session.directory())));
        var served = served(later.asked(Question.WHAT).schema());

        assertThat(served.rows()).isGreaterThan(1000);
        for (var feature : served.features()) {
            var learned = session.query(
                    row -> row.isNull(0) ? Double.NaN : row.number(0),
                    "SELECT %s::DOUBLE FROM learned ORDER BY user_id, product_id".formatted(feature.name()));
            assertThat(((Numbers) feature).values()).as(feature.name()).containsExactly(learned.toArray(Double[]::new));
        }
    }

    /** As products are scored for a shopper, but of the pairs that were drawn to learn from. */
    private static Examples served(Schema schema) {
        for (var name : List.of("products", "reviews", "together")) {
            session.run("CREATE TABLE %s AS FROM %s".formatted(name, Sql.parquet(state(name))));
        }
        session.run("CREATE TABLE seen AS FROM " + Sql.parquet(state("history-.*")));
        session.run("CREATE TABLE pairs AS SELECT user_id, product_id FROM learned");
        var vectors = new VectorFiles();
        state("texts.*").forEach(file -> vectors.add(session, file));
        var joined = FeatureSet.of(Question.WHAT, LOOK_BACK).join(session);
        new TextSimilarity(vectors).compute(session, "similarities");
        joined.add(session, TextSimilarity.columns(), "similarities");
        assertThat(schema.features())
                .hasSize(FeatureSet.of(Question.WHAT, LOOK_BACK).columns().size()
                        + TextSimilarity.columns().size());
        return joined.examples(schema, IntStream.range(0, joined.keys().size()).toArray());
    }

    private static List<Path> state(String name) {
        var state = events(then, Question.WHAT).state();
        return then.fetch(
                state.keySet().stream()
                        .filter(key -> key.matches(name))
                        .map(state::get)
                        .toList(),
                session.directory());
    }
}
