package io.foresale.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.demo.EventLog;
import io.foresale.demo.Language;
import io.foresale.demo.Shop;
import io.foresale.domain.Column;
import io.foresale.domain.Question;
import io.foresale.domain.Role;
import io.foresale.port.KeywordJudge;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose searches and reviews are judged. */
class IntentLogTest {

    @TempDir
    static Path scratch;

    private static final KeywordJudge JUDGE = new KeywordJudge();
    private static ShopFloor floor;

    @BeforeAll
    static void aLogIsJudgedAndLearnedFrom() {
        floor = new ShopFloor(scratch, JUDGE);
        floor.put(
                "datasets/shop.json",
                "{\"intent\": {\"model\": \"fake-chat:keywords\"}, \"events\": {\"questions\": [\"who\"]}}");
        floor.put("raw/shop/log.csv", log());
    }

    private static String log() {
        var out = new ByteArrayOutputStream();
        try (var log = EventLog.csv(out)) {
            new Shop(7, 700, 50, 50, Language.ENGLISH).play(log);
        }
        return out.toString(UTF_8);
    }

    @Test
    void whatShoppersWroteIsJudgedAndNamesOfProductsAreNot() {
        assertThat(floor.refusals).isEmpty();
        var embedded = floor.model.texts();
        assertThat(JUDGE.texts()).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(embedded)
                .containsAll(JUDGE.texts())
                .hasSizeGreaterThan(JUDGE.texts().size() + 20);
    }

    @Test
    void whoWillBuyHasTheirIntentsAmongItsFeatures() {
        var schema = floor.asked(Question.WHO).schema();
        assertThat(schema.intentModel()).contains("fake-chat:keywords");
        assertThat(schema.of(Role.INTENT).stream().map(Column::name))
                .containsExactly("queries_intent", "queries_intent_latest", "reviews_intent", "reviews_intent_latest");
        assertThat(floor.models.current(Question.WHO.model(ShopFloor.SHOP))).isPresent();
    }

    @Test
    void theShopperLookedUpHasTheScoreThatTheFileOfEveryoneSaysWithoutAskingAnybody() {
        var before = JUDGE.texts().size();
        var lines = floor.everyone("shop-who");
        for (var line : List.of(lines.getFirst(), lines.getLast())) {
            var cells = line.split(",");
            assertThat(floor.users.score(ShopFloor.SHOP, cells[0]).probability())
                    .isCloseTo(Double.parseDouble(cells[1]), within(1e-12));
        }
        assertThat(JUDGE.texts()).hasSize(before);
    }
}
