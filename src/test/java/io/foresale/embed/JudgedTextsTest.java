package io.foresale.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.PermanentException;
import io.foresale.domain.Schema;
import io.foresale.domain.VectorsManifest;
import io.foresale.port.Budget;
import io.foresale.port.HashingModel;
import io.foresale.port.IntentModel;
import io.foresale.port.Judgement;
import io.foresale.port.KeywordJudge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The intent in texts is judged in the job that embeds them, and kept as vectors are. */
class JudgedTextsTest {

    static final Schema SCHEMA = new Schema(
            Shop.SCHEMA.columns(),
            Optional.empty(),
            Shop.SCHEMA.embeddingModel(),
            Optional.empty(),
            Optional.of("fake-chat:keywords"));

    private static final List<@Nullable Object[]> ROWS = List.of(
            new @Nullable Object[] {"scarf", "want to buy one"},
            new @Nullable Object[] {"scarf", "how do I return it"},
            new @Nullable Object[] {null, "unspeakable"});

    @TempDir
    Path scratch;

    private final HashingModel model = new HashingModel("hashing-8", 8);
    private final KeywordJudge judge = new KeywordJudge();
    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(scratch);
        shop.schemaInForce(SCHEMA);
    }

    private VectorsManifest embedded(String upload) {
        var step = shop.step(model, judge, Budget.unlimited());
        return shop.vectors(step.embed(shop.part(upload, ROWS)).manifest().orElseThrow());
    }

    @Test
    void eachDistinctTextIsJudgedOnceAndKeptUnderItsHash() {
        var intents = embedded("a.csv").intents().orElseThrow();
        assertThat(judge.texts())
                .containsExactlyInAnyOrder("scarf", "want to buy one", "how do I return it", "unspeakable");
        assertThat(intents.model()).isEqualTo("fake-chat:keywords");
        assertThat(shop.intents(intents.objects()))
                .isEqualTo(Map.of(
                        Shop.hash("scarf"), 0.5,
                        Shop.hash("want to buy one"), 0.9,
                        Shop.hash("how do I return it"), 0.1));
        assertThat(intents.objects())
                .allSatisfy(object -> assertThat(object.key().value()).startsWith("vectors/shop/intents/keywords-1/"));
    }

    @Test
    void whatIsNotJudgedIsCountedByItsReason() {
        var intents = embedded("a.csv").intents().orElseThrow();
        assertThat(intents.counts()).containsEntry("texts", 4L).containsEntry("failed", 1L);
        assertThat(shop.lastRun().counts())
                .containsEntry("embedded", 4L)
                .containsEntry("judged", 3L)
                .containsEntry("judged: failed", 1L)
                .containsEntry("not judged: refused to answer", 1L);
        assertThat(shop.lastRun().warnings())
                .containsExactly(
                        "1 of 4 texts could not be judged and count as missing: refused to answer (1); embed with"
                                + " \"force\": true asks about these alone again");
    }

    @Test
    void aModelThatJudgesNoneOfManyTextsIsTheWrongOneUnlessItJudgedOthersBefore() {
        var odd = IntStream.range(0, 20)
                .mapToObj(i -> new @Nullable Object[] {"unspeakable " + i, null})
                .toList();
        var part = shop.part("odd.csv", odd);
        var step = shop.step(model, judge, Budget.unlimited());
        assertThatThrownBy(() -> step.embed(part))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("none of 20", "refused to answer (20)", "structured output");
        var more = Stream.concat(ROWS.stream(), odd.stream()).toList();
        assertThat(step.embed(shop.part("more.csv", more)).manifest()).isPresent();
    }

    @Test
    void textsThatWereJudgedBeforeAreNotPaidForAgainNorThoseThatCouldNotBe() {
        var first = embedded("a.csv").intents().orElseThrow();
        var second = embedded("b.csv").intents().orElseThrow();
        assertThat(judge.texts()).hasSize(4);
        assertThat(second).isEqualTo(first);
        assertThat(shop.lastRun().counts())
                .containsEntry("judged: cached", 3L)
                .containsEntry("judged: failed", 1L)
                .containsEntry("not judged: refused to answer", 1L);
        assertThat(shop.lastRun().outcome().orElseThrow()).endsWith("; all 4 texts were known: no model call");
    }

    @Test
    void anotherJudgeIsAnotherResult() {
        embedded("a.csv");
        shop.schemaInForce(Shop.SCHEMA);
        var unjudged = shop.vectors(
                shop.step(model).embed(shop.part("b.csv", ROWS)).manifest().orElseThrow());
        assertThat(unjudged.intents()).isEmpty();
        assertThat(model.asked()).isEqualTo(4);
    }

    @Test
    void aDryRunSaysWhatBothWouldUseAndAsksNeither() {
        var dry = new Budget(OptionalLong.empty(), OptionalDouble.empty(), Duration.ofDays(1), true);
        shop.step(model, new Priced(judge), dry).embed(shop.part("a.csv", ROWS));
        assertThat(model.asked()).isZero();
        assertThat(judge.texts()).isEmpty();
        assertThat(shop.lastRun().counts()).containsEntry("estimatedTokens", 400L);
        assertThat(shop.lastRun().outcome().orElseThrow())
                .startsWith("dry run: 4 of 4 texts would be embedded with hashing-8")
                .contains("; 4 of 4 texts would be judged with keywords in about 4 calls");
    }

    @Test
    void theBudgetIsOneForBoth() {
        var budget = new Budget(OptionalLong.of(250), OptionalDouble.empty(), Duration.ofDays(1), false);
        var part = shop.part("a.csv", ROWS);
        assertThatThrownBy(() -> shop.step(model, new Priced(judge), budget).embed(part))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("foresale.embed.max-tokens");
        assertThat(judge.texts()).hasSize(2);
    }

    /** Each text takes a hundred tokens. */
    private record Priced(KeywordJudge judge) implements IntentModel, io.foresale.port.IntentModels {

        private static final Usage ONE = new Usage(1, 100, 0);

        @Override
        public IntentModel model(String name) {
            return this;
        }

        @Override
        public String id() {
            return judge.id();
        }

        @Override
        public Usage estimate(List<String> texts) {
            return new Usage(texts.size(), 100L * texts.size(), 0);
        }

        @Override
        public List<Outcome<Judgement>> answers(List<String> texts, Meter meter) {
            return texts.stream().map(text -> answer(text, meter)).toList();
        }

        private Outcome<Judgement> answer(String text, Meter meter) {
            try {
                meter.before(ONE);
            } catch (PermanentException e) {
                return new Outcome.Unreached<>(String.valueOf(e.getMessage()));
            }
            meter.after(ONE, ONE);
            return judge.answers(List.of(text), meter).getFirst();
        }
    }
}
