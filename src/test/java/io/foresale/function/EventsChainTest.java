package io.foresale.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foresale.adapter.duckdb.DuckDbEngine;
import io.foresale.demo.EventLog;
import io.foresale.demo.Language;
import io.foresale.demo.Shop;
import io.foresale.domain.DatasetName;
import io.foresale.domain.ModelName;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.domain.RunRecord;
import io.foresale.score.UserProducts.ProductScore;
import io.foresale.table.Sql;
import io.foresale.train.Evaluation;
import io.foresale.train.View;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a made-up shop goes through all functions; what is looked up is what the files for everyone say. */
class EventsChainTest {

    private static final DatasetName SHOP = ShopFloor.SHOP;
    private static final String LOG = log();

    @TempDir
    static Path scratch;

    private static ShopFloor floor;

    @BeforeAll
    static void aLogIsUploaded() {
        floor = new ShopFloor(scratch, 64);
        floor.put("raw/shop/log.csv", LOG);
    }

    @Test
    void aLogIsAskedAllThreeQuestions() {
        assertThat(floor.refusals).isEmpty();
        assertThat(Stream.of("shop-who", "shop-what", "shop-session").map(ModelName::new))
                .allMatch(model -> floor.models.current(model).isPresent());
        assertThat(floor.runs("fuse").getFirst().outcome().orElseThrow())
                .startsWith("asked who over 7 days, looking back 28, at 2 cut-offs, tested from 2026-02-21")
                .contains("session at beginnings of visits");
    }

    @Test
    void theShopperLookedUpHasTheScoreThatTheFileOfEveryoneSays() {
        var lines = everyone("shop-who");

        assertThat(lines).hasSizeGreaterThan(100);
        for (var line : sample(lines)) {
            var cells = line.split(",");
            assertThat(floor.users.score(SHOP, cells[0]).probability())
                    .as(cells[0])
                    .isCloseTo(Double.parseDouble(cells[1]), within(1e-12));
        }
    }

    @Test
    void theProductsLookedUpAreThoseThatTheFileOfEveryoneSays() {
        var lines = everyone("shop-what");

        for (var line : sample(lines)) {
            var user = line.split(",")[0];
            var file = lines.stream().filter(l -> l.startsWith(user + ",")).toList();
            var answer = floor.products.products(SHOP, user, file.size()).products();
            assertThat(answer.stream().map(ProductScore::product))
                    .containsExactlyElementsOf(
                            file.stream().map(l -> l.split(",")[2]).toList());
            // Names of products may have commas in them: counted from the end.
            var best = file.getFirst().split(",");
            assertThat(answer.getFirst().probability())
                    .isCloseTo(Double.parseDouble(best[best.length - 2]), within(1e-9));
        }
    }

    /** The shop's customers say in their searches how near they are to buying, and do the same whether near or far. */
    @Test
    void whatVisitorsSearchForTellsMoreThanWhatTheyDo() {
        var model = floor.models.current(Question.SESSION.model(SHOP)).orElseThrow();
        var version = floor.models.manifest(model.manifest().key());
        var gain = floor.models
                .part(version, "metrics", Evaluation.class)
                .fusedMinus()
                .get(View.BEHAVIOUR)
                .rocAuc();

        assertThat(gain.low()).as(gain.toString()).isPositive();
    }

    @Test
    void whoeverAsksAgainGetsTheAnswerThatWasMade() {
        var user = everyone("shop-who").getFirst().split(",")[0];

        assertThat(floor.users.score(SHOP, user)).isSameAs(floor.users.score(SHOP, user));
        var products = floor.products.products(SHOP, user, 5).products();
        assertThat(floor.products.products(SHOP, user, 2).products()).isEqualTo(products.subList(0, 2));
        assertThat(floor.products.products(SHOP, user, 100).products())
                .startsWith(products.toArray(ProductScore[]::new));
    }

    @Test
    void theIdFromBeforeTheShopKnewWhoseItWasFindsTheShopper() {
        var known =
                everyone("shop-who").stream().map(line -> line.split(",")[0]).toList();
        var links = links().stream().filter(link -> known.contains(link.user)).toList();

        assertThat(links).hasSizeGreaterThan(20);
        for (var link : links.subList(0, 5)) {
            assertThat(floor.users.score(SHOP, link.anonymous)).isEqualTo(floor.users.score(SHOP, link.user));
            assertThat(floor.products.products(SHOP, link.anonymous, 3))
                    .isEqualTo(floor.products.products(SHOP, link.user, 3));
        }
    }

    @Test
    void anIdIsLookedUpAsTheLogsAreCleaned() {
        var user = everyone("shop-who").stream()
                .map(line -> line.split(",")[0])
                .filter(id -> Character.isDigit(id.charAt(0)))
                .findFirst()
                .orElseThrow();

        assertThat(floor.users.score(SHOP, user + ".0")).isEqualTo(floor.users.score(SHOP, user));
        assertThat(floor.users.score(SHOP, " " + user + "\t")).isEqualTo(floor.users.score(SHOP, user));
        assertThat(floor.products.products(SHOP, user + ".0", 3)).isEqualTo(floor.products.products(SHOP, user, 3));
    }

    private record Link(String anonymous, String user) {}

    private static List<Link> links() {
        try (var session = new DuckDbEngine(scratch, "256MiB", 1).open()) {
            var state = floor.asked(Question.WHO).events().orElseThrow().state().get("links-0");
            return session.query(
                    row -> new Link(row.text(0), row.text(1)),
                    "SELECT anonymous_id, user_id FROM "
                            + Sql.parquet(floor.fetch(List.of(state), session.directory())));
        }
    }

    @Test
    void idsOfAllKindsAreLookedUpAndWhoWasNeverSeenIsSaid() {
        for (var user : List.of("nobody", "a b/c", "我", "x' OR '1'='1", "\"")) {
            assertThatThrownBy(() -> floor.users.score(SHOP, user))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("wanted a shopper with events in the 28 days before")
                    .hasMessageContaining(user);
            assertThatThrownBy(() -> floor.products.products(SHOP, user, 3)).isInstanceOf(PermanentException.class);
        }
    }

    @Test
    void theSameEventsInASecondUploadChangeNoScore(@TempDir Path other) {
        var copy = floor.copy(other);
        var before = everyone("shop-who");
        copy.put("raw/shop/again.csv", LOG);

        assertThat(copy.refusals).isEmpty();
        assertThat(copy.everyone("shop-who")).isEqualTo(before);
        assertThat(copy.models.current(new ModelName("shop-who")))
                .isEqualTo(floor.models.current(new ModelName("shop-who")));
    }

    @Test
    void aLogWithoutPurchasesIsRefusedSayingWhatIsMissing(@TempDir Path other) {
        var empty = new ShopFloor(other);
        empty.put("raw/shop/log.csv", lines(LOG.lines().filter(line -> !line.contains(",purchase,"))));

        assertThat(empty.refusals).singleElement().satisfies(refusal -> assertThat(refusal)
                .hasMessageContaining("no known shopper bought anything")
                .hasMessageContaining("no purchase belongs to a visit"));
        assertThat(empty.runs("fuse").getFirst().state()).isEqualTo(RunRecord.State.FAILED);
    }

    @Test
    void aLogOfTwoDaysSupportsVisitsAndSaysWhyNoMore(@TempDir Path other) {
        var small = new ShopFloor(other);
        small.put("datasets/shop.json", "{\"events\": {\"maxEventsPerDay\": 20}}");
        var last = LOG.lines().filter(line -> line.contains(",2026-02-28T") || line.startsWith("event_id"));
        small.put("raw/shop/log.csv", lines(last));

        var fuse = small.runs("fuse").getFirst();
        assertThat(fuse.outcome().orElseThrow()).startsWith("asked session at beginnings of visits");
        assertThat(fuse.warnings()).first().asString().startsWith("'who' is not asked: the log spans");
        assertThat(fuse.warnings())
                .last()
                .asString()
                .contains(
                        "users or visits without a user did more than 20 things on a day, or ten times as many in four weeks, as bots do");
    }

    private static List<String> everyone(String model) {
        return floor.everyone(model);
    }

    private static List<String> sample(List<String> lines) {
        return lines.stream()
                .sorted(Comparator.comparing(String::hashCode))
                .limit(5)
                .toList();
    }

    private static String lines(Stream<String> lines) {
        return String.join("\n", lines.toList()) + "\n";
    }

    private static String log() {
        var out = new ByteArrayOutputStream();
        try (var log = EventLog.csv(out)) {
            new Shop(7, 700, 50, 50, Language.ENGLISH).play(log);
        }
        // Customers are numbers, as in many a shop.
        return out.toString(UTF_8).replaceAll(",U([0-9]+,)", ",$1");
    }
}
