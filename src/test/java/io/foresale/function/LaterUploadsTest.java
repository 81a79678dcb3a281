package io.foresale.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.bucket.Keys;
import io.foresale.demo.EventLog;
import io.foresale.demo.Language;
import io.foresale.demo.Shop;
import io.foresale.domain.Column;
import io.foresale.domain.LogSpan;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Question;
import io.foresale.domain.Schema;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that comes in several files, late ones, wrong ones, and ones of another shop system. */
class LaterUploadsTest {

    private static final ModelName MODEL = Question.WHO.model(ShopFloor.SHOP);
    private static final String ASKED = "{\"events\": {\"questions\": [\"who\"], \"evaluation\": \"grouped\"}}";
    private static final String LOG = log();

    @TempDir
    Path scratch;

    private ShopFloor floor;

    @BeforeEach
    void whoIsAsked() {
        floor = new ShopFloor(scratch);
        floor.put("datasets/shop.json", ASKED);
    }

    @Test
    void olderEventsThatComeLateAreLearnedFromWithTheOthersAndCanBeTakenBack() {
        floor.put("raw/shop/b.csv", lines(line -> !older(line)));
        var before = results();
        var asked = floor.asked(Question.WHO);
        var model = floor.models.current(MODEL);
        // The last day is in both files.
        floor.put("raw/shop/a.csv", lines(line -> older(line) || line.contains(",2026-02-28T")));

        assertThat(floor.refusals).isEmpty();
        assertThat(results()).containsAll(before).hasSizeGreaterThan(before.size());
        assertThat(results("clean/")).hasSize(results(before, "clean/") + 2);
        assertThat(floor.asked(Question.WHO).sources())
                .extracting(source -> source.key().fileName())
                .containsExactly("a.csv", "b.csv");
        assertThat(examples(floor, "true")).isEqualTo(atOnce());

        var late = results();
        floor.remove("raw/shop/a.csv");
        assertThat(floor.asked(Question.WHO)).isEqualTo(asked);
        assertThat(floor.models.current(MODEL).map(current -> current.version()))
                .isEqualTo(model.map(current -> current.version()));
        assertThat(results()).containsAll(late);
    }

    @Test
    void logsOfTwoShopSystemsAreOneLog() {
        floor.put("datasets/shop.json", "{\"events\": {\"questions\": [\"session\"]}}");
        floor.put("raw/shop/new.csv", """
                event_time,event_type,user_id,session_id,product_id,price
                2026-01-02T10:00:00Z,view,17,s2,p1,5
                2026-01-02T10:01:00Z,purchase,17,s2,p1,5
                2026-01-02T10:02:00Z,view,18,s3,p2,7
                2026-01-02T12:00:00Z,view,18,may-go-on,p2,7
                """);
        floor.put("raw/shop/old.csv", """
                event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session
                2026-01-01 10:00:00 UTC,view,p1,1,light.lamp,acme,5.00,17,s1
                2026-01-01 10:00:30 UTC,cart,p1,1,light.lamp,acme,5.00,17,s1
                2026-01-01 10:01:00 UTC,purchase,p1,1,light.lamp,acme,5.00,17,s1
                """);

        assertThat(floor.runs("ingest"))
                .extracting(run -> run.outcome().orElseThrow())
                .anySatisfy(outcome ->
                        assertThat(outcome).startsWith("3 events accepted, 0 rejected; recognised as REES46"))
                .anySatisfy(outcome -> assertThat(outcome)
                        .startsWith("4 events accepted, 0 rejected; recognised as Foresale's own columns"));
        try (var session = new DuckDbEngine(scratch, "256MiB", 2).open()) {
            read(session, floor, Question.SESSION);
            assertThat(rows(session, """
                            SELECT concat_ws(' ', session_id, prefix, user_id, bought, events, cart_adds, earlier_sessions,
                                earlier_purchases, earlier_spend)
                            FROM examples ORDER BY ALL"""))
                    .containsExactly(
                            "s1 1 17 true 1.0 0.0 0.0 0.0 0.0",
                            "s1 2 17 true 2.0 1.0 0.0 0.0 0.0",
                            "s2 1 17 true 1.0 0.0 1.0 1.0 5.0",
                            "s3 1 18 false 1.0 0.0 0.0 0.0 0.0");
        }
    }

    @Test
    void featuresThatTheOwnerDropsAreNotLearnedFrom() {
        floor.put("raw/shop/log.csv", LOG);
        var features = learnedFrom();
        floor.put("datasets/shop.json", ASKED.replaceFirst("\\{", "{\"drop\": [\"views_7d\", \"Tenure\"], "));

        assertThat(learnedFrom())
                .hasSize(features.size() - 2)
                .isSubsetOf(features)
                .doesNotContain("views_7d", "tenure");
        floor.put("datasets/shop.json", ASKED.replaceFirst("\\{", "{\"drop\": [\"views7d\"], "));
        assertThat(floor.runs("fuse").getFirst().problem().orElseThrow().toString())
                .contains("'views7d'", "views_7d", "correct the name");
    }

    private List<String> learnedFrom() {
        var current = floor.models.current(MODEL).orElseThrow();
        return floor
                .models
                .part(floor.models.manifest(current.manifest().key()), "schema", Schema.class)
                .features()
                .stream()
                .map(Column::name)
                .toList();
    }

    @Test
    void aUserOfAHundredThousandEventsIsCappedAndReportedAndOthersAreNotTouched() {
        floor.put("raw/shop/log.csv", days(""));
        var without = examples(floor, "user_id LIKE 'u%'");
        floor.put(
                "raw/shop/log.csv",
                days(IntStream.range(0, 100_000)
                        .mapToObj(i -> "2026-01-30T%02d:%02d:%02d.%03dZ,view,bot,p0,1\n"
                                .formatted(i % 24, i / 24 % 60, i / 1440 % 60, i % 1000))
                        .collect(Collectors.joining())));

        assertThat(floor.runs("fuse").getFirst().warnings())
                .anySatisfy(
                        warning -> assertThat(warning)
                                .startsWith(
                                        "1 users or visits without a user did more than 2,000 things on a day, or ten times as many in four weeks, as bots do; 98,000 of their events are left out"));
        assertThat(examples(floor, "user_id LIKE 'u%'")).isEqualTo(without);
        assertThat(examples(floor, "user_id = 'bot'")).isNotEmpty().allSatisfy(bot -> assertThat(bot)
                .contains("\"events_7d\":2000.0"));
    }

    /** Then each shard has to know the ids of all; else it needs no more than its own files. */
    @Test
    void onlyUploadsOfTheSameTimeMayTellAnEventAgainOfSomebodyElse() {
        var lines = days("").lines().toList();
        var named = IntStream.range(0, lines.size())
                .mapToObj(i -> (i == 0 ? "event_id," : "e" + i + ",") + lines.get(i))
                .toList();
        assertThat(entangled(lines, 570, 571)).isFalse();
        assertThat(entangled(lines, 570, 500)).isFalse();
        assertThat(entangled(named, 570, 571)).isFalse();
        assertThat(entangled(named, 570, 500)).isTrue();
    }

    /** Of the lines in two uploads, up to one and from another one on. */
    private boolean entangled(List<String> lines, int to, int from) {
        var other = new ShopFloor(scratch.resolve(lines.getFirst() + to + from));
        other.write("datasets/shop.json", ASKED);
        for (var part : List.of(lines.subList(from, lines.size()), lines.subList(1, to + 1))) {
            var upload =
                    other.write("raw/shop/" + part.size() + ".csv", lines.getFirst() + "\n" + String.join("\n", part));
            other.functions.call("ingest", upload);
        }
        for (var clean : other.manifests("clean/")) {
            other.functions.call("embed", clean);
        }
        other.functions.call("fuse", other.manifests("vectors/").getFirst());
        var span = other.objects("features/").stream()
                .map(ObjectRef::key)
                .filter(key -> key.fileName().equals("span.json"))
                .toList();
        assertThat(span).hasSize(1);
        return other.manifests.require(span.getFirst(), LogSpan.class).entangled();
    }

    /** Thirty users over forty days, and some more lines. */
    private static String days(String more) {
        return "event_time,event_type,user_id,product_id,price\n"
                + IntStream.range(0, 1_200)
                        .mapToObj(i -> "%sT10:%02d:00Z,%s,u%d,p%d,%d\n"
                                .formatted(
                                        LocalDate.of(2026, 1, 1).plusDays(i / 30),
                                        i % 60,
                                        i % 7 == 0 ? "purchase" : "view",
                                        i % 30,
                                        i % 11,
                                        2 + i % 11))
                        .collect(Collectors.joining())
                + more;
    }

    /** All that is written once and for good. */
    private List<ObjectRef> results() {
        return List.of("clean/", "rejects/", "vectors/", "features/", "models/", "scores/").stream()
                .flatMap(prefix -> floor.objects(prefix).stream())
                .filter(object -> !object.key().fileName().startsWith("current"))
                .filter(object -> !object.key().equals(Keys.currentFeatures(ShopFloor.SHOP, Question.WHO)))
                .toList();
    }

    private List<ObjectRef> results(String prefix) {
        return results().stream()
                .filter(object -> object.key().value().startsWith(prefix))
                .toList();
    }

    private static int results(List<ObjectRef> some, String prefix) {
        return (int) some.stream()
                .filter(object -> object.key().value().startsWith(prefix))
                .count();
    }

    /** The examples of the log in one file. */
    private List<String> atOnce() {
        var other = new ShopFloor(scratch);
        other.put("datasets/shop.json", ASKED);
        other.put("raw/shop/log.csv", LOG);
        return examples(other, "true");
    }

    private List<String> examples(ShopFloor of, String condition) {
        try (var session = new DuckDbEngine(scratch, "256MiB", 2).open()) {
            read(session, of, Question.WHO);
            return rows(session, "SELECT to_json(e)::VARCHAR FROM examples AS e WHERE " + condition + " ORDER BY ALL");
        }
    }

    private static void read(Session session, ShopFloor of, Question question) {
        session.run("CREATE TABLE examples AS SELECT * EXCLUDE (_upload, _row) FROM "
                + Sql.parquet(of.fetch(of.asked(question).rows(), session.directory())));
    }

    private static List<String> rows(Session session, String query) {
        return session.query(row -> row.text(0), query);
    }

    private static boolean older(String line) {
        return line.matches(".*,2026-01-(1[5-9]|2[01])T.*");
    }

    private static String lines(Predicate<String> wanted) {
        return LOG.lines()
                .filter(line -> line.startsWith("event_id") || wanted.test(line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String log() {
        var out = new ByteArrayOutputStream();
        try (var log = EventLog.csv(out)) {
            new Shop(13, 700, 50, 45, Language.ENGLISH).play(log);
        }
        return out.toString(UTF_8);
    }
}
