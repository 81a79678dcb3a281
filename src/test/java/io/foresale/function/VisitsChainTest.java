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
import io.foresale.events.FeatureSet;
import io.foresale.events.SentVisits;
import io.foresale.events.SentVisits.Visit;
import io.foresale.function.LearnedVisits.Beginning;
import io.foresale.score.VisitAnswer;
import io.foresale.score.VisitScore;
import io.foresale.table.Sql;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Visits whose visitor the shop came to know in their course: today it would know them from the start. */
    private static Set<String> loggedIn;

    @BeforeAll
    static void aLogIsLearnedFrom() {
        floor = new ShopFloor(scratch);
        floor.put("datasets/shop.json", "{\"events\": {\"questions\": [\"session\"]}}");
        floor.put("raw/shop/log.csv", log());
        learned = new LearnedVisits(floor, new DuckDbEngine(scratch, "512MiB", 2));
        beginnings = learned.beginnings(MANY);
        loggedIn = learned.loggedIn();
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
            sent.take(
                    beginnings.stream()
                            .map(b -> new Visit(b.user(), Optional.empty(), Optional.of(b.visit()), b.events()))
                            .toList(),
                    Map.of());
            var visits = floor.fetch(List.of(table.state().get("visits-0")), asked.directory());
            sent.compute(FeatureSet.of(Question.SESSION, table.lookBackDays()), visits, "answered");
            LearnedVisits.read(asked, floor, learned.features);
            for (var feature : learned.features.schema().features()) {
                assertThat(asked.query(
                                row -> "example %d: %s, not %s".formatted(row.whole(0), row.text(2), row.text(1)),
                                """
                                SELECT example, l.%1$s, a.%1$s
                                FROM learned AS l LEFT JOIN answered AS a ON a.session_id::BIGINT = example
                                WHERE example < %2$d AND l.session_id NOT IN (%3$s) AND l.%1$s IS DISTINCT FROM a.%1$s
                                """.formatted(
                                                Sql.name(feature.name()),
                                                MANY,
                                                loggedIn.stream().map(Sql::text).collect(Collectors.joining(", ")))))
                        .as(feature.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void itsProbabilityIsThatOfTheExampleThatWasLearnedFrom() {
        var answer = (VisitAnswer) floor.answer.answer(
                MODEL, beginnings.stream().map(Beginning::sent).toList());

        int compared = 0;
        for (int i = 0; i < MANY; i++) {
            if (loggedIn.contains(beginnings.get(i).visit())) {
                continue;
            }
            compared++;
            var example = floor.score.score(MODEL, List.of(learned.features(i)));
            assertThat(answer.scores().get(i).probability())
                    .as(beginnings.get(i).toString())
                    .isCloseTo(example.scores().getFirst().probability(), within(1e-12));
        }
        assertThat(compared).isGreaterThan(MANY / 2);
        assertThat(answer.scores().stream().map(score -> score.probability()).distinct())
                .hasSizeGreaterThan(MANY / 2);
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
        var sent = new HashMap<>(who);
        sent.put(
                "events",
                List.of(Map.of("event_type", "view", "product_id", "P1", "event_time", "2026-03-01T01:00:00Z")));
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
