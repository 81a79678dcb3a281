package io.foresale.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.ObjectRef;
import io.foresale.domain.StepResult;
import io.foresale.port.Budget;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.HashingModel;
import io.foresale.port.IntentModel;
import io.foresale.port.Judgement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts that a model had no answer to, when its settings change and when somebody asks for it. */
class AskedAgainTest {

    private static final Set<String> DIFFICULT = Set.of("text 3", "text 7");

    @TempDir
    Path scratch;

    private final Choosy model = new Choosy();
    private final Set<String> unjudged = new HashSet<>();
    private final List<String> judged = new ArrayList<>();
    private String judgesSettings = "answer-tokens=256";
    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(scratch);
    }

    /** Refuses some texts. */
    private static final class Choosy extends HashingModel {

        private final Set<String> refused = new HashSet<>(DIFFICULT);
        private final List<String> given = new ArrayList<>();
        private String settings = "long-texts=refuse";

        Choosy() {
            super("hashing-8", 8);
        }

        @Override
        public String settings() {
            return settings;
        }

        @Override
        public List<Outcome<float[]>> embed(List<String> texts) {
            given.addAll(texts);
            return texts.stream()
                    .map(text -> refused.contains(text)
                            ? new Outcome.Failed<float[]>("too long")
                            : super.embed(List.of(text)).getFirst())
                    .toList();
        }
    }

    private final class Judge implements IntentModel {

        @Override
        public String id() {
            return "judge";
        }

        @Override
        public String settings() {
            return judgesSettings;
        }

        @Override
        public List<Outcome<Judgement>> answers(List<String> texts, Meter meter) {
            judged.addAll(texts);
            return texts.stream()
                    .<Outcome<Judgement>>map(text ->
                            new Outcome.Answered<>(unjudged.contains(text) ? Judgement.cutOff() : Judgement.of(0.5)))
                    .toList();
        }
    }

    private static List<@Nullable Object[]> rows() {
        return IntStream.range(0, 30)
                .mapToObj(i -> new @Nullable Object[] {"text " + i, null})
                .toList();
    }

    private EmbedStep step() {
        return shop.step(models(model), _ -> new Judge(), Budget.unlimited());
    }

    private static EmbeddingModels models(EmbeddingModel model) {
        return new OneModel(model);
    }

    private void nothingIsAsked(ObjectRef part) {
        model.given.clear();
        judged.clear();
        assertThat(step().embed(part)).isInstanceOf(StepResult.NothingToDo.class);
        assertThat(model.given).isEmpty();
        assertThat(judged).isEmpty();
    }

    @Test
    void aChangedSettingHasThoseWithoutAVectorAskedAgainAndNoOthers() {
        var part = shop.part("a.csv", rows());
        var first = step().embed(part).manifest().orElseThrow();
        assertThat(shop.vectors(first).counts()).containsEntry("failed", 2L);
        assertThat(shop.lastRun().warnings().getFirst()).contains("2 of 30 texts", "too long (2)", "\"force\": true");
        nothingIsAsked(part);

        model.settings = "long-texts=split";
        model.refused.remove("text 3");
        var second = step().embed(part).manifest().orElseThrow();
        assertThat(model.given).containsExactlyInAnyOrder("text 3", "text 7");
        assertThat(second.key()).isEqualTo(first.key());
        assertThat(second).as("fuse names what it makes by the tag").isNotEqualTo(first);
        assertThat(shop.vectors(second).counts()).containsEntry("failed", 1L);
        assertThat(shop.read(shop.vectors(second).vectors()))
                .hasSize(29)
                .containsKey(Shop.hash("text 3"))
                .doesNotContainKey(Shop.hash("text 7"));
        nothingIsAsked(part);
    }

    @Test
    void settingsThatChangeNothingAreTriedOnceAndLeaveTheResultAsItIs() {
        var part = shop.part("a.csv", rows());
        var first = step().embed(part).manifest().orElseThrow();
        model.given.clear();
        model.settings = "long-texts=split";
        assertThat(step().embed(part)).isInstanceOf(StepResult.NothingToDo.class);
        assertThat(model.given).containsExactlyInAnyOrder("text 3", "text 7");
        assertThat(shop.ref(first.key().value())).isEqualTo(first);
        nothingIsAsked(part);
    }

    @Test
    void aPartWithoutSuchTextsIsNotAskedAboutAgainWhateverTheSettings() {
        model.refused.clear();
        var part = shop.part("a.csv", rows());
        step().embed(part);
        model.settings = "long-texts=split";
        nothingIsAsked(part);
        assertThat(step().embed(part, true)).isInstanceOf(StepResult.NothingToDo.class);
        assertThat(model.given).isEmpty();
    }

    @Test
    void byForceTheyAreAskedAgainWithTheSameSettings() {
        var part = shop.part("a.csv", rows());
        step().embed(part);
        nothingIsAsked(part);
        model.refused.clear();
        step().estimate(part, true);
        assertThat(shop.lastRun().outcome().orElseThrow()).contains("2 of 30 texts would be embedded");
        assertThat(model.given).isEmpty();
        var manifest = shop.vectors(step().embed(part, true).manifest().orElseThrow());
        assertThat(model.given).containsExactlyInAnyOrder("text 3", "text 7");
        assertThat(manifest.counts()).containsEntry("texts", 30L).containsEntry("failed", 0L);
        assertThat(shop.read(manifest.vectors())).hasSize(30);
    }

    @Test
    void textsThatWereNotJudgedAreJudgedAgainAndNoOthers() {
        shop.schemaInForce(JudgedTextsTest.SCHEMA);
        model.refused.clear();
        unjudged.addAll(DIFFICULT);
        var part = shop.part("a.csv", rows());
        var first = shop.vectors(step().embed(part).manifest().orElseThrow());
        assertThat(first.intents().orElseThrow().counts()).containsEntry("failed", 2L);
        nothingIsAsked(part);

        judgesSettings = "answer-tokens=1024";
        unjudged.remove("text 3");
        var second = shop.vectors(step().embed(part).manifest().orElseThrow());
        assertThat(judged).containsExactlyInAnyOrder("text 3", "text 7");
        assertThat(model.given).isEmpty();
        assertThat(second.intents().orElseThrow().counts()).containsEntry("failed", 1L);
        nothingIsAsked(part);

        unjudged.clear();
        var third = shop.vectors(step().embed(part, true).manifest().orElseThrow());
        assertThat(judged).containsExactly("text 7");
        assertThat(third.intents().orElseThrow().counts()).containsEntry("failed", 0L);
        assertThat(shop.intents(third.intents().orElseThrow().objects()))
                .hasSize(30)
                .containsEntry(Shop.hash("text 7"), 0.5);
        assertThat(step().embed(shop.part("b.csv", rows()))).isInstanceOf(StepResult.Written.class);
        assertThat(shop.lastRun().counts()).as("another part knows them all").containsEntry("judged: cached", 30L);
    }
}
