package io.foresale.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.demo.DemoShop;
import io.foresale.demo.Language;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of the data, from an upload to scores, each function started by what the one before it wrote. */
class ChainTest {

    /** 300 shoppers, two of them twice and three broken lines. */
    private static final String CSV = csv(new DemoShop(7, 300, Language.ENGLISH));

    private static final String UPLOAD = "raw/shop/shoppers.csv";

    @TempDir
    static Path scratch;

    private static ShopFloor uploaded;

    private final ShopFloor floor = uploaded.copy(scratch);

    @BeforeAll
    static void upload() {
        uploaded = new ShopFloor(scratch);
        uploaded.put(UPLOAD, CSV);
    }

    @Test
    void anUploadBecomesAModelAndScoresOfEveryoneInItsOrder() {
        assertThat(uploaded.refusals).isEmpty();
        assertThat(floor.runs.of(ShopFloor.SHOP, 100).stream().map(RunRecord::function))
                .containsExactly("score-batch", "train", "fuse", "embed", "ingest");
        assertThat(floor.runs.of(ShopFloor.SHOP, 100)).allMatch(run -> run.state() == State.SUCCEEDED);
        assertThat(counts("ingest")).containsEntry("accepted", 302L).containsEntry("rejected", 3L);
        assertThat(counts("train").get("rocAuc").doubleValue()).isGreaterThan(0.6);
        assertThat(floor.runs("train").getFirst().outcome()).contains("promoted: it is the first model");

        var ids = floor.scores().stream().skip(1).map(line -> line.split(",")[2]);
        assertThat(ids)
                .containsExactlyElementsOf(
                        readable().stream().map(s -> s.get("shopper_id")).toList());
    }

    @Test
    void onlineAndBatchGiveTheSameShopperTheSameProbability() {
        var shoppers = readable().subList(0, 100);
        var online = floor.score.score(ShopFloor.modelName(), List.copyOf(raw(shoppers)));
        var batch = floor.scores();

        for (int i = 0; i < shoppers.size(); i++) {
            var line = batch.get(i + 1).split(",");
            var score = online.scores().get(i);
            assertThat(score.id()).contains(line[2]);
            assertThat(score.probability()).isCloseTo(Double.parseDouble(line[3]), within(1e-9));
            assertThat(score.band()).isEqualTo(line[4]);
        }
    }

    @Test
    void aRequestIsScoredInItsOrderWithItsIdsAndItsBrokenLinesAreNamed() {
        var lines = CSV.lines().toList();
        var request = String.join("\n", lines.get(0), lines.get(9), lines.get(3) + ",,", lines.get(2), "");
        floor.put("score-requests/shop/campaign.csv", request);

        var scores = floor.scores();
        assertThat(floor.lastScores().counts()).isEqualTo(Map.of("scored", 2L, "rejected", 1L));
        assertThat(floor.text(floor.lastScores().objects().get("rejects").key()))
                .contains("\"line\":3");
        assertThat(scores.stream().skip(1).map(line -> line.split(",")[1]))
                .containsExactly(lines.get(9).split(",")[0], lines.get(2).split(",")[0]);
    }

    @Test
    void aRequestThatComesBeforeItsModelWaitsAndIsScoredOnceWhenTheModelAnswers() {
        var early = new ShopFloor(scratch);
        var lines = CSV.lines().toList();
        var broken = early.put("score-requests/shop/broken.csv", "");
        var request = early.put("score-requests/shop/early.csv", String.join("\n", lines.get(0), lines.get(9), ""));
        var waiting = early.runs("score-batch").getFirst();
        assertThat(waiting.state()).isEqualTo(State.SKIPPED);
        assertThat(waiting.outcome().orElseThrow())
                .startsWith("it waits for its model and is scored by itself when that answers; model 'shop': wanted a"
                        + " trained model");
        assertThat(early.refusals).isEmpty();

        early.put(UPLOAD, CSV);
        assertThat(early.runs("score-batch").getFirst().inputs()).containsExactly(request);
        assertThat(early.scores().stream().skip(1).map(line -> line.split(",")[1]))
                .containsExactly(lines.get(9).split(",")[0]);
        var refused = early.runs("score-batch").get(1);
        assertThat(refused.inputs()).containsExactly(broken);
        assertThat(refused.problem().orElseThrow().got()).contains("an empty file");
        assertThat(early.refusals).as("one broken file holds nobody up").isEmpty();

        var runs = early.runs("score-batch").size();
        early.put("datasets/shop.json", "{\"drop\": [\"country\"]}");
        assertThat(early.runs("score-batch").stream()
                        .limit(early.runs("score-batch").size() - runs))
                .as(
                        "the next version scores everyone and no file again that has scores or cannot have any but the broken")
                .noneMatch(run -> run.inputs().contains(request));
    }

    @Test
    void theSameUploadTwiceDoesNothing() {
        var before = floor.objects("");
        floor.put(UPLOAD, CSV);
        assertThat(floor.objects("")).isEqualTo(before);
    }

    @Test
    void theSameRowsInASecondFileAreReportedAndTheirTextsAreNotPaidForAgain() {
        floor.put("raw/shop/again.csv", CSV);

        assertThat(uploaded.model.asked()).isPositive();
        assertThat(floor.model.asked()).isZero();
        assertThat(floor.runs("embed").getFirst().outcome().orElseThrow()).contains("no model call");
        assertThat(counts("ingest")).containsEntry("inOtherUploads", 302L);
        assertThat(floor.runs("ingest").getFirst().warnings())
                .contains("302 rows are also in other uploads of shop; they are kept (set \"dropDuplicates\" to leave"
                        + " them out)");
        assertThat(counts("fuse")).containsEntry("rows", 604L);
    }

    @Test
    void theNumbersOfAPromotionAreInTheRunOfTheTraining() {
        floor.put("raw/shop/more.csv", csv(new DemoShop(8, 200, Language.ENGLISH)));

        var train = floor.runs("train");
        assertThat(train).hasSize(2);
        assertThat(train.getFirst().outcome().orElseThrow()).containsPattern("promoted: .*log loss .* on \\d+ rows");
        assertThat(counts("train"))
                .containsKeys("rocAucMinusCurrent", "rocAucMinusCurrentLow", "rocAucMinusCurrentHigh")
                .containsKeys("logLossMinusCurrent", "logLossMinusCurrentLow", "logLossMinusCurrentHigh");
    }

    @Test
    void onRowsThatTheCurrentModelWasTrainedOnItsHeldOutProbabilitiesAreCompared() {
        var once = new ShopFloor(scratch);
        once.put("datasets/shop.json", "{\"dropDuplicates\": true}");
        once.put(UPLOAD, CSV);
        once.put("raw/shop/again.csv", CSV);
        assertThat(once.runs("train").getFirst().state()).isEqualTo(State.SKIPPED);

        var features = once.runs("fuse").getFirst().outputs().getFirst().key();
        once.train.train(new TrainFunction.TrainCall(features.value(), null, true));

        // Same rows, same folds: equally good. Had the current model been asked, its answers to rows it knows would
        // win.
        var counts = once.runs("train").getFirst().counts();
        assertThat(counts.get("rocAucMinusCurrent").doubleValue()).isZero();
        assertThat(counts.get("logLossMinusCurrent").doubleValue()).isCloseTo(0, within(1e-12));
        assertThat(once.runs("train").getFirst().outcome().orElseThrow()).startsWith("promoted: not worse");
    }

    @Test
    void aTrainingThatHasNothingToDoSaysWhyAlsoWhenItIsForced() {
        var old = floor.runs("fuse").getFirst().outputs().getFirst().key();
        assertThat(forced(old).reason()).startsWith("done before: the same table gives the same version, ");

        var lines = CSV.lines().toList();
        floor.put("raw/shop/few.csv", String.join("\n", lines.get(0), lines.get(1), lines.get(2), ""));
        assertThat(forced(old).reason()).startsWith(old + " was made of other uploads than shop has now");

        var kept = floor.runs("fuse").getFirst().outputs().getFirst().key();
        var unforced = floor.train.train(new TrainFunction.TrainCall(kept.value(), null, false));
        assertThat(unforced.done()).isFalse();
        assertThat(unforced.reason()).startsWith("decided before: ").contains("the current model stays");

        floor.put("datasets/shop.json", "{\"drop\": [\"country\"]}");
        assertThat(forced(kept))
                .isEqualTo(
                        new FunctionAnswer(
                                false,
                                "",
                                kept + " was made of other decisions in"
                                        + " datasets/shop.json than shop has now; the table of what it has now has its own event"));
    }

    private FunctionAnswer forced(ObjectKey features) {
        return floor.train.train(new TrainFunction.TrainCall(features.value(), null, true));
    }

    @Test
    void aFewMoreShoppersAreScoredByTheModelThatAnswers() {
        var lines = CSV.lines().toList();
        var before = floor.models.current(ShopFloor.modelName());
        floor.put("raw/shop/few.csv", String.join("\n", lines.get(0), lines.get(1), lines.get(2), ""));

        assertThat(floor.runs("train").getFirst().state()).isEqualTo(State.SKIPPED);
        assertThat(floor.runs("train").getFirst().outcome().orElseThrow()).contains("the current model stays");
        assertThat(floor.models.current(ShopFloor.modelName())).isEqualTo(before);
        assertThat(floor.scores()).hasSize(1 + 302 + 2);
    }

    @Test
    void aChangedConfigurationRunsEverythingAgainButEmbedsNothing() {
        var before = floor.models.current(ShopFloor.modelName()).orElseThrow();
        floor.put("datasets/shop.json", "{\"drop\": [\"country\"], \"dropDuplicates\": true}");

        assertThat(floor.refusals).isEmpty();
        assertThat(floor.model.asked()).isZero();
        assertThat(floor.models.current(ShopFloor.modelName()).orElseThrow().previous())
                .contains(before.version());
        assertThat(floor.runs("train").getFirst().outcome().orElseThrow())
                .startsWith("promoted: the data set's configuration changed");
        assertThat(counts("fuse")).containsEntry("rows", 300L);

        var objects = floor.objects("");
        floor.put("datasets/shop.json", "{ \"dropDuplicates\": true, \"drop\": [\"country\"] }");
        assertThat(floor.objects("").size())
                .as("the same decisions written otherwise")
                .isEqualTo(objects.size());
    }

    @Test
    void labelsOfOneKindAreRefusedWithHowManyAreNeededAndHowManyCame() {
        var alone = new ShopFloor(scratch);
        var lines = new ArrayList<>(CSV.lines().toList());
        lines.replaceAll(line -> line.endsWith(",0") ? line.substring(0, line.length() - 1) + "1" : line);
        alone.put("datasets/shop.json", "{\"label\": \"purchased\", \"positive\": \"1\"}");
        alone.put(UPLOAD, String.join("\n", lines) + "\n");

        var run = alone.runs("train").getFirst();
        assertThat(run.state()).isEqualTo(State.FAILED);
        assertThat(run.problem().orElseThrow().sentence())
                .matches("labelled rows: wanted at least 20 that bought and 20 that did not, got \\d+ that bought and"
                        + " 0 that did not; upload more of the rarer kind.*");
        assertThat(alone.runs("score-batch")).isEmpty();
    }

    private Map<String, Number> counts(String function) {
        var counts = new LinkedHashMap<String, Number>();
        floor.runs(function).getFirst().counts().forEach((name, n) -> counts.put(name, whole(n)));
        return counts;
    }

    private static Number whole(Number number) {
        return number instanceof Integer ? (Number) number.longValue() : number;
    }

    /** What stands in the lines that are not broken, by column, as text. */
    private static List<Map<String, String>> readable() {
        var lines = CSV.lines().toList();
        var header = lines.getFirst().split(",");
        var shoppers = new ArrayList<Map<String, String>>();
        for (var line : lines.subList(1, lines.size())) {
            var cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            if (cells.length == header.length) {
                var shopper = new LinkedHashMap<String, String>();
                for (int i = 0; i < cells.length; i++) {
                    shopper.put(header[i], cells[i].replaceAll("^\"|\"$", "").replace("\"\"", "\""));
                }
                shoppers.add(shopper);
            }
        }
        return shoppers;
    }

    private static List<Map<String, Object>> raw(List<Map<String, String>> shoppers) {
        return shoppers.stream()
                .map(s -> (Map<String, Object>) new LinkedHashMap<String, Object>(s))
                .toList();
    }

    private static String csv(DemoShop demo) {
        var out = new StringBuilder();
        try {
            demo.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
