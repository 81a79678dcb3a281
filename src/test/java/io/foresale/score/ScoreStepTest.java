package io.foresale.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foresale.domain.ModelName;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.HashingModel;
import io.foresale.port.KeywordJudge;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScoreStepTest {

    private final HashingModel embeddings = new HashingModel("hashing-8", 8);

    @Test
    void theAnswerIsTheModelsWithItsVersionAndWhatWasMissingOrUnknown() {
        var answer = step(embeddings)
                .score(Answering.SHOP, List.of(shopper("S2", 1, "3", "hello"), shopper("S1", 2, "9", "hello")));

        assertThat(answer.model()).isEqualTo(Answering.SHOP);
        assertThat(answer.version()).isEqualTo(Answering.VERSION);
        assertThat(answer.scores().stream().map(ShopperScore::id))
                .containsExactly(Optional.of("S2"), Optional.of("S1"));
        // 10 + 1 − 1 and 10 + 2.
        assertThat(answer.scores().get(0).probability()).isCloseTo(sigmoid(10), within(1e-12));
        assertThat(answer.scores().get(1).probability()).isCloseTo(sigmoid(12), within(1e-12));
        assertThat(answer.scores().get(0).unknown()).isEmpty();
        assertThat(answer.scores().get(1).unknown()).containsExactly("browser");
        assertThat(answer.scores())
                .allMatch(s ->
                        s.textUsed() && s.band().equals("high") && s.missing().isEmpty());
        assertThat(embeddings.asked()).as("the same text once").isOne();
    }

    @Test
    void theEmbeddingModelIsShownNothingPersonal() {
        one(step(embeddings), shopper("S1", 1, "3", "call 13812345678 or anna@example.com"));

        assertThat(embeddings.texts()).containsExactly("call [phone] or [email]");
    }

    @Test
    void aShopperWithoutTextIsScoredByTheFullModelAndNothingIsEmbedded() {
        var score = one(step(embeddings), Map.of("pages", 0, "size", 43));

        assertThat(score.probability()).isCloseTo(sigmoid(0), within(1e-12));
        assertThat(score.band()).isEqualTo("low");
        assertThat(score.textUsed()).isFalse();
        assertThat(score.missing()).containsExactly("browser", "note");
        assertThat(score.ignored()).containsExactly("size");
        assertThat(score.notes()).isEmpty();
        assertThat(embeddings.asked()).isZero();
    }

    @Test
    void aTextThatCannotBeEmbeddedIsAnsweredByTheBehaviourModelAndTheOthersAreNot() {
        var scores = step(embeddings)
                .score(
                        Answering.SHOP,
                        List.of(shopper("S1", 1, "3", "this is unreadable"), shopper("S2", 1, "3", "hello")))
                .scores();

        assertThat(scores.get(0).probability()).isCloseTo(sigmoid(-5), within(1e-12));
        assertThat(scores.get(0).band())
                .as("by the bands of the behaviour model")
                .isEqualTo("medium");
        assertThat(scores.get(0).textUsed()).isFalse();
        assertThat(scores.get(0).notes()).containsExactly("answered without texts: it says unreadable");
        assertThat(scores.get(1).probability()).isCloseTo(sigmoid(10), within(1e-12));
        assertThat(scores.get(1).notes()).isEmpty();
    }

    @Test
    void anEmbeddingModelThatIsAwayMissingOrBrokenCostsTheTextsOnly() {
        assertThat(note(new Slow(() -> {
                    throw new RetriableException("the model is away", null);
                })))
                .isEqualTo("answered without texts: the model is away");
        assertThat(note(new Slow(() -> {
                    throw new IllegalStateException("broken");
                })))
                .isEqualTo("answered without texts: broken");
        assertThat(note(new HashingModel("another", 8)))
                .startsWith("answered without texts: embedding model hashing-8");
    }

    @Test
    void anEmbeddingModelThatTakesTooLongIsNotWaitedFor() {
        var never = new CountDownLatch(1);
        assertThat(note(new Slow(() -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })))
                .isEqualTo("answered without texts: no answer from the embedding model within 50 ms");
    }

    @Test
    void whereEveryRequestTimesOutNoMoreCallsAreBegunThanMayRunAtOnce() throws InterruptedException {
        var begun = new AtomicInteger();
        var stuck = new CountDownLatch(1);
        var ended = new CountDownLatch(TimedCalls.MOST_CALLS);
        var hanging = new Slow(() -> {
            if (begun.incrementAndGet() <= TimedCalls.MOST_CALLS) {
                awaitWhateverHappens(stuck);
                ended.countDown();
            }
        });
        var step = new ScoreStep(
                Answering.cache(), new TextReader(hanging, KeywordJudge.nobody(), Duration.ofMillis(20)), 3);
        for (int i = 0; i < TimedCalls.MOST_CALLS; i++) {
            assertThat(one(step, shopper("S1", 1, "3", "hello")).notes().getFirst())
                    .contains("no answer from the embedding model within 20 ms");
        }
        for (int i = 0; i < 5; i++) {
            assertThat(one(step, shopper("S1", 1, "3", "hello")).notes())
                    .containsExactly("answered without texts: the embedding model is still busy with earlier requests");
        }
        assertThat(begun).hasValue(TimedCalls.MOST_CALLS);

        stuck.countDown();
        ended.await();
        assertThat(Stream.generate(() -> one(step, shopper("S1", 1, "3", "hello")))
                        .limit(100)
                        .anyMatch(ShopperScore::textUsed))
                .as("texts are used again once the calls have ended")
                .isTrue();
    }

    /** As native code that runs on although its thread is interrupted. */
    private static void awaitWhateverHappens(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException _) {
                // Not honoured: that is the point.
            }
        }
    }

    @Test
    void noShopperTooManyAndAModelThatIsNotThereAreRefused() {
        var step = step(embeddings);
        assertThatThrownBy(() -> step.score(Answering.SHOP, List.of()))
                .isInstanceOf(PermanentException.class)
                .hasMessage("request: wanted 1 to 3 shoppers, got none; send at least one");
        assertThatThrownBy(() -> step.score(Answering.SHOP, Collections.nCopies(4, Map.of())))
                .isInstanceOfSatisfying(PermanentException.class, e -> assertThat(e.kind())
                        .isEqualTo(PermanentException.Kind.TOO_LARGE))
                .hasMessageStartingWith("request: wanted 1 to 3 shoppers, got 4; send them in several requests");
        assertThatThrownBy(() -> step.score(new ModelName("shpo"), List.of(Map.of())))
                .hasMessageContaining("wanted one of [shop], got none of that name");
    }

    private static String note(EmbeddingModels embeddings) {
        var step = new ScoreStep(
                Answering.cache(), new TextReader(embeddings, KeywordJudge.nobody(), Duration.ofMillis(50)), 3);
        var score = one(step, shopper("S1", 1, "3", "hello"));
        assertThat(score.probability()).isCloseTo(sigmoid(-5), within(1e-12));
        return score.notes().getFirst();
    }

    private static ScoreStep step(EmbeddingModels embeddings) {
        return new ScoreStep(
                Answering.cache(), new TextReader(embeddings, KeywordJudge.nobody(), Duration.ofSeconds(10)), 3);
    }

    private static ShopperScore one(ScoreStep step, Map<String, Object> shopper) {
        return step.score(Answering.SHOP, List.of(shopper)).scores().getFirst();
    }

    private static Map<String, Object> shopper(String id, int pages, String browser, String note) {
        return Map.of("id", id, "pages", pages, "browser", browser, "newsletter", true, "note", note);
    }

    private static double sigmoid(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /** Does something before it answers as a hashing model. */
    private record Slow(Runnable before) implements EmbeddingModels, EmbeddingModel {
        @Override
        public List<Outcome<float[]>> embed(List<String> texts) {
            before.run();
            return new HashingModel(id(), dimensions()).embed(texts);
        }

        @Override
        public String id() {
            return "hashing-8";
        }

        @Override
        public int dimensions() {
            return 8;
        }

        @Override
        public EmbeddingModel model(String id) {
            return this;
        }

        @Override
        public String suitedTo(Script script) {
            return id();
        }

        @Override
        public List<String> ids() {
            return List.of(id());
        }
    }
}
