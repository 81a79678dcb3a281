package io.foresale.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.demo.EventLog;
import io.foresale.demo.Language;
import io.foresale.demo.Shop;
import io.foresale.domain.ModelName;
import io.foresale.domain.Question;
import io.foresale.embed.Metered;
import io.foresale.embed.OneModel;
import io.foresale.events.FeatureSet;
import io.foresale.events.SentVisits;
import io.foresale.events.VisitTexts;
import io.foresale.function.LearnedVisits.Beginning;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import io.foresale.port.HashingModel;
import io.foresale.port.KeywordJudge;
import io.foresale.port.TextModel.Outcome;
import io.foresale.score.TextReader;
import io.foresale.score.VisitAnswer;
import io.foresale.score.VisitScore;
import io.foresale.table.FeatureReader;
import io.foresale.table.Sql;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A visit that is sent while it goes on is answered for by what the same beginning of it was learned from. */
class VisitsChainTest {

    private static final ModelName MODEL = Question.SESSION.model(ShopFloor.SHOP);
    private static final int MANY = 300;

    @TempDir
    static Path scratch;

    private static ShopFloor floor;
    private static LearnedVisits learned;
    private static List<Beginning> beginnings;

    /** The same beginning would be answered for otherwise today. */
    private static Set<String> betterKnownToday;

    @BeforeAll
    static void aLogIsLearnedFrom() {
        floor = new ShopFloor(scratch);
        floor.put(
                "datasets/shop.json", "{\"events\": {\"questions\": [\"session\"], \"timeZone\": \"Asia/Shanghai\"}}");
        floor.put("raw/shop/log.csv", log());
        learned = new LearnedVisits(floor, new DuckDbEngine(scratch, "512MiB", 2));
        beginnings = learned.beginnings(MANY);
        betterKnownToday = learned.betterKnownToday();
    }

    @AfterAll
    static void close() {
        learned.close();
    }

    @Test
    void theVisitsAskedAboutAreShortAndLongOfNewAndKnownVisitorsAndSomeWereBoughtIn() {
        assertThat(beginnings).hasSize(MANY).allMatch(b -> b.events().size() == b.length());
        assertThat(beginnings.stream().map(Beginning::length).distinct().count())
                .isGreaterThan(8);
        for (var condition :
                List.of("bought", "NOT bought", "earlier_sessions > 0", "earlier_sessions = 0", "since_purchase > 0")) {
            assertThat(learned.session
                            .query(
                                    row -> row.whole(0),
                                    "SELECT count(*) FROM learned WHERE example < ? AND " + condition,
                                    MANY)
                            .getFirst())
                    .as(condition)
                    .isGreaterThan(10);
        }
    }

    @Test
    void itsFeaturesAreThoseThatWereLearnedFrom() {
        var table = learned.features.events().orElseThrow();
        try (var asked = new DuckDbEngine(scratch, "512MiB", 2).open()) {
            var sent = new SentVisits(asked);
            var visitors = sent.take(beginnings.stream().map(Beginning::taken).toList(), Map.of());
            var visits = floor.fetch(List.of(table.state().get("visits-0")), asked.directory());
            var answered = sent.compute(
                    FeatureSet.of(Question.SESSION, table.lookBackDays(), table.timeZone()), visits, visitors);
            var places = new HashMap<String, Integer>();
            answered.keys().forEach(key -> places.put(key.getFirst(), places.size()));
            LearnedVisits.read(asked, floor, learned.features);
            var rows = new ArrayList<Integer>();
            new FeatureReader(learned.features.schema())
                    .read(
                            asked,
                            "(SELECT * REPLACE (session_id AS _upload, example AS _row) FROM learned)",
                            "example < " + MANY + " AND session_id NOT IN ("
                                    + betterKnownToday.stream().map(Sql::text).collect(Collectors.joining(", ")) + ")",
                            MANY,
                            all -> {
                                var mine = Arrays.stream(all.rows())
                                        .mapToInt(example -> places.get(String.valueOf(example)))
                                        .toArray();
                                var searches = Map.<String, Feature>of(VisitTexts.COLUMN.name(), searches(all.rows()));
                                assertThat(written(answered.examples(learned.features.schema(), searches, mine)))
                                        .isEqualTo(written(all.examples()));
                                Arrays.stream(mine).forEach(rows::add);
                            });
            assertThat(rows).hasSizeGreaterThan(MANY / 2);
        }
    }

    /** What these visits searched for. */
    private static Feature.Vectors searches(long[] visits) {
        var vectors = Arrays.stream(visits)
                .mapToObj(visit -> beginnings.get((int) visit).taken().searches())
                .map(searches -> VisitTexts.pooled(
                        searches.stream().map(VisitsChainTest::vector).toList()))
                .toArray(float[][]::new);
        assertThat(Arrays.stream(vectors).map(vector -> vector.length).distinct())
                .hasSize(2);
        return new Feature.Vectors(VisitTexts.COLUMN.name(), floor.model.dimensions(), vectors);
    }

    private static float[] vector(String text) {
        return floor.model.embed(List.of(text)).getFirst() instanceof Outcome.Answered<float[]>(var vector)
                ? vector
                : new float[0];
    }

    /** Every feature with all its values, as numbers that are not known equal each other only when they are written. */
    private static List<String> written(Examples examples) {
        return examples.features().stream()
                .map(feature -> switch (feature) {
                    case Feature.Numbers numbers -> numbers.name() + Arrays.toString(numbers.values());
                    case Feature.Levels levels -> levels.name() + Arrays.toString(levels.values());
                    case Feature.Vectors vectors -> vectors.name() + Arrays.deepToString(vectors.values());
                })
                .toList();
    }

    @Test
    void itsProbabilityIsThatOfTheExampleThatWasLearnedFrom() {
        var answer = (VisitAnswer) floor.answer.answer(
                MODEL, beginnings.stream().map(Beginning::sent).toList());

        int compared = 0;
        for (int i = 0; i < MANY; i++) {
            if (betterKnownToday.contains(beginnings.get(i).visit())) {
                continue;
            }
            var searches = Set.copyOf(beginnings.get(i).taken().searches());
            if (searches.size() > 1) {
                continue; // a text of its own stands for one search, not for several
            }
            compared++;
            var features = new HashMap<>(learned.features(i));
            searches.forEach(search -> features.put(VisitTexts.COLUMN.name(), search));
            var example = floor.score.score(MODEL, List.of(features)).scores().getFirst();
            var score = answer.scores().get(i);
            assertThat(score.probability())
                    .as(beginnings.get(i).toString())
                    .isCloseTo(example.probability(), within(searches.isEmpty() ? 1e-12 : 1e-6));
            assertThat(score.textUsed()).isEqualTo(!searches.isEmpty());
        }
        assertThat(compared).isGreaterThan(MANY / 3);
        assertThat(answer.scores().stream().map(score -> score.probability()).distinct())
                .hasSizeGreaterThan(MANY / 2);
    }

    @Test
    void aSearchThatTheModelRefusesIsLeftOutAsWhenItWasLearnedFrom() {
        var read = score(Map.of(), search("warm scarf"));
        var unread = score(Map.of(), search("warm " + HashingModel.UNREADABLE));

        assertThat(read.textUsed()).isTrue();
        assertThat(read.notes()).isEmpty();
        assertThat(unread.textUsed()).isFalse();
        assertThat(unread.notes()).singleElement().asString().startsWith("a search is left out: ");
    }

    @Test
    void whereTheModelOfTextsIsOutOfReachTheAnswerDoesWithoutTexts() {
        var model = new Metered(floor.model) {
            @Override
            public List<Outcome<float[]>> embed(List<String> texts) {
                return List.of(new Outcome.Unreached<>("the line was busy"));
            }
        };
        var reader = new TextReader(new OneModel(model), KeywordJudge.nobody(), Duration.ofSeconds(1));
        var visit = Map.<String, Object>of("events", List.of(search("warm scarf")));

        var answer = (VisitAnswer) floor.answering(reader).answer(MODEL, List.of(visit));
        var score = answer.scores().getFirst();

        assertThat(score.textUsed()).isFalse();
        assertThat(score.notes()).containsExactly("answered without texts: the line was busy");
    }

    @Test
    void aVisitorIsWhoTheLogSaysTheyTurnedOutToBeUnderWhicheverIdTheyCome() {
        var links = ids("SELECT anonymous_id, l.user_id FROM links l JOIN learned s ON s.user_id = l.user_id"
                + " GROUP BY ALL HAVING max(earlier_purchases) > 0");

        assertThat(links).hasSizeGreaterThan(20);
        for (var link : links) {
            var user = score(Map.of("user_id", link.get(1)));
            assertThat(user.returning()).as(link.toString()).isTrue();
            assertSame(score(Map.of("user_id", link.get(0))), user);
            assertSame(score(Map.of("anonymous_id", link.get(0))), user);
            assertSame(score(Map.of("anonymous_id", link.get(0), "user_id", link.get(1))), user);
        }
    }

    @Test
    void whoHasJustToldWhoTheyAreBringsAlongWhatTheyDidBefore() {
        var cookies = ids("SELECT user_id, user_id FROM learned WHERE earlier_sessions > 0"
                + " AND user_id NOT IN (SELECT user_id FROM links) GROUP BY ALL");

        assertThat(cookies).hasSizeGreaterThan(10);
        for (var cookie : cookies) {
            var before = score(Map.of("anonymous_id", cookie.getFirst()));
            assertThat(before.returning()).isTrue();
            assertSame(score(Map.of("anonymous_id", cookie.getFirst(), "user_id", "new")), before);
        }
    }

    @Test
    void anIdThatTurnedOutToBeSomebodyElsesBringsNothing() {
        var nobody = score(Map.of("user_id", "new"));

        assertThat(nobody.returning()).isFalse();
        for (var link : ids("SELECT anonymous_id, user_id FROM links")) {
            var visit = score(Map.of("anonymous_id", link.getFirst(), "user_id", "new"));
            assertThat(visit.returning()).isFalse();
            assertSame(visit, nobody);
        }
    }

    /** A few of them. */
    private static List<List<String>> ids(String query) {
        return learned.session.query(row -> List.of(row.text(0), row.text(1)), query + " ORDER BY ALL DESC LIMIT 30");
    }

    /** Of a visit that began an hour after the log ended. */
    private static VisitScore score(Map<String, Object> who) {
        return score(who, Map.of("event_type", "view", "product_id", "P1", "event_time", "2026-03-01T01:00:00Z"));
    }

    private static Map<String, Object> search(String query) {
        return Map.of("event_type", "search", "query", query, "event_time", "2026-03-01T01:00:00Z");
    }

    private static VisitScore score(Map<String, Object> who, Map<String, Object> event) {
        var sent = new HashMap<>(who);
        sent.put("events", List.of(event));
        return ((VisitAnswer) floor.answer.answer(MODEL, List.of(sent)))
                .scores()
                .getFirst();
    }

    private static void assertSame(VisitScore one, VisitScore other) {
        assertThat(one.probability()).as(one + " and " + other).isEqualTo(other.probability());
    }

    private static String log() {
        var out = new ByteArrayOutputStream();
        try (var log = EventLog.csv(out)) {
            new Shop(11, 500, 50, 40, Language.ENGLISH).play(log);
        }
        return out.toString(UTF_8);
    }
}
