package io.foresale.adapter.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.CallFailed.Refused;
import io.foresale.adapter.remote.Endpoint.Answer;
import io.foresale.adapter.remote.Endpoint.Limits;
import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.adapter.remote.RemoteSettings.LongTexts;
import io.foresale.domain.PermanentException;
import io.foresale.domain.PermanentException.Kind;
import io.foresale.domain.Problem;
import io.foresale.port.TextModel.Meter;
import io.foresale.port.TextModel.Outcome;
import io.foresale.port.TextModel.Usage;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemoteModelTest {

    private static final Limits SMALL = new Limits(4, 20, 1_000, 1_000);

    static RemoteSettings settings(int tries) {
        return settings(tries, LongTexts.SPLIT, 1_000, OptionalLong.empty());
    }

    private static RemoteSettings settings(int tries, LongTexts longTexts, int breakAfter, OptionalLong requests) {
        return new RemoteSettings(
                requests,
                OptionalLong.empty(),
                3,
                tries,
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                breakAfter,
                Duration.ofMinutes(1),
                longTexts,
                2.0,
                6.0);
    }

    @Test
    void whereRequestsAreRationedNoMoreTextsAreTakenAtOnceThanHalfAMinuteServes() {
        assertThat(atOnce(OptionalLong.empty())).isEqualTo(1_000);
        assertThat(atOnce(OptionalLong.of(60))).as("30 calls of 4 texts").isEqualTo(120);
        assertThat(atOnce(OptionalLong.of(1))).isEqualTo(2);
        assertThat(atOnce(OptionalLong.of(1_000_000))).isEqualTo(1_000);
    }

    private static int atOnce(OptionalLong requests) {
        var settings = settings(1, LongTexts.SPLIT, 1_000, requests);
        return new RemoteModel(FakeEndpoint.good(SMALL), settings, System::nanoTime).atOnce();
    }

    private static RemoteModel model(FakeEndpoint endpoint, int tries) {
        return new RemoteModel(endpoint, settings(tries), System::nanoTime);
    }

    private static FakeEndpoint failingFirst(int failures, RuntimeException failure) {
        var left = new AtomicInteger(failures);
        return new FakeEndpoint(SMALL, texts -> {
            if (left.getAndDecrement() > 0) {
                throw failure;
            }
            return FakeEndpoint.answer(texts);
        });
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "t" + i).toList();
    }

    @Test
    void callsTakeAsManyTextsAsTheEndpointAllows() {
        var endpoint = FakeEndpoint.good(SMALL);
        var outcomes = model(endpoint, 1).embed(numbered(10));
        assertThat(outcomes).hasSize(10).allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Answered.class));
        assertThat(endpoint.calls.stream().map(List::size)).containsExactlyInAnyOrder(4, 4, 2);
    }

    @Test
    void noMoreCallsAreUnderWayThanSet() {
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        var endpoint = new FakeEndpoint(SMALL, texts -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            pause(5);
            underWay.decrementAndGet();
            return FakeEndpoint.answer(texts);
        });
        model(endpoint, 1).embed(numbered(80));
        assertThat(most).hasValue(3);
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Passing.unanswered("interrupted", Optional.empty(), e);
        }
    }

    @Test
    void aCallThatFailsIsTriedAgain() {
        var endpoint = failingFirst(2, Passing.down("down", Optional.empty(), null));
        assertThat(model(endpoint, 3).embed(List.of("a")).getFirst()).isInstanceOf(Outcome.Answered.class);
        assertThat(endpoint.calls).hasSize(3);
    }

    @Test
    void aCallThatFailsToTheLastTryLeavesItsTextsUnreachedAndTheOthersEmbedded() {
        var endpoint = new FakeEndpoint(SMALL, texts -> {
            if (texts.contains("t5")) {
                throw Passing.down("down for t5", Optional.empty(), null);
            }
            return FakeEndpoint.answer(texts);
        });
        var outcomes = model(endpoint, 2).embed(numbered(10));
        assertThat(outcomes.subList(4, 8))
                .allSatisfy(o -> assertThat(o).isEqualTo(new Outcome.Unreached<>("down for t5")));
        assertThat(outcomes.stream().filter(Outcome.Answered.class::isInstance)).hasSize(6);
    }

    @Test
    void theEndpointIsAskedNoSoonerThanItSays() {
        var endpoint = failingFirst(1, Passing.throttled("slow down", Optional.of(Duration.ofMillis(300))));
        long start = System.nanoTime();
        model(endpoint, 2).embed(List.of("a"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void anEndpointThatAsksForALongPauseIsLeftToTheNextDelivery() {
        var endpoint = failingFirst(1, Passing.throttled("tomorrow", Optional.of(Duration.ofDays(1))));
        assertThat(model(endpoint, 5).embed(List.of("a"))).containsExactly(new Outcome.Unreached<>("tomorrow"));
        assertThat(endpoint.calls).hasSize(1);
    }

    @Test
    void oneRefusedTextIsFoundAndTheOthersOfItsCallAreEmbeddedOnce() {
        var endpoint = new FakeEndpoint(SMALL, texts -> {
            if (texts.contains("t2")) {
                throw new Refused("not this one", false);
            }
            return FakeEndpoint.answer(texts);
        });
        var outcomes = model(endpoint, 3).embed(numbered(4));
        assertThat(outcomes.get(2)).isEqualTo(new Outcome.Failed<>("not this one"));
        assertThat(outcomes.stream().filter(Outcome.Answered.class::isInstance)).hasSize(3);
        assertThat(endpoint.calls)
                .containsExactly(numbered(4), List.of("t0", "t1"), List.of("t2", "t3"), List.of("t2"), List.of("t3"));
    }

    @Test
    void whereEveryTextIsRefusedFromTheBeginningItIsTheSettings() {
        var endpoint = failingFirst(100, new Refused("no such thing as dimensions", false));
        assertThatThrownBy(() -> model(endpoint, 1).embed(numbered(4)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("fake:hashing@8", "no such thing as dimensions");
    }

    @Test
    void aLongTextIsSplitBetweenWordsAndItsPiecesPooledByTheirLength() {
        var endpoint = FakeEndpoint.good(SMALL);
        var text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
        var vector = ((Outcome.Answered<float[]>)
                        model(endpoint, 1).embed(List.of(text)).getFirst())
                .answer();
        var pieces = endpoint.calls.stream().flatMap(Collection::stream).toList();
        assertThat(String.join("", pieces)).isEqualTo(text);
        assertThat(pieces).hasSizeGreaterThan(1).allSatisfy(piece -> assertThat(Tokens.atMost(piece))
                .isLessThanOrEqualTo(20));
        assertThat(pieces.subList(1, pieces.size()))
                .allSatisfy(piece -> assertThat(piece).startsWith(" "));
        var expected = new double[8];
        for (var piece : pieces) {
            var of = FakeEndpoint.answer(List.of(piece)).answers().getFirst();
            for (int d = 0; d < 8; d++) {
                expected[d] += Tokens.atMost(piece) * of[d];
            }
        }
        var length = Math.sqrt(IntStream.range(0, 8)
                .mapToDouble(d -> expected[d] * expected[d])
                .sum());
        for (int d = 0; d < 8; d++) {
            assertThat((double) vector[d]).isCloseTo(expected[d] / length, within(1e-6));
        }
    }

    @Test
    void aTextThatIsLongerThanThoughtIsSplitWhenItIsRefused() {
        var endpoint = new FakeEndpoint(new Limits(4, 1_000, 1_000, 1_000), texts -> {
            if (texts.stream().anyMatch(text -> text.length() > 10)) {
                throw new Refused("too long", true);
            }
            return FakeEndpoint.answer(texts);
        });
        assertThat(model(endpoint, 1).embed(List.of("a word and another word", "short")))
                .allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Answered.class));
    }

    @Test
    void longTextsAreRefusedWhereThatIsSet() {
        var endpoint = new FakeEndpoint(SMALL, texts -> {
            if (texts.stream().anyMatch(text -> text.length() > 60)) {
                throw new Refused("too long", true);
            }
            return FakeEndpoint.answer(texts);
        });
        var model =
                new RemoteModel(endpoint, settings(1, LongTexts.REFUSE, 1_000, OptionalLong.empty()), System::nanoTime);
        var outcomes = model.embed(List.of("short", "word ".repeat(20)));
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Answered.class);
        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Failed<>("too long"));
    }

    @Test
    void answersOfAnotherCountLengthOrWithoutADirectionAreNoAnswers() {
        for (var vectors : List.of(
                List.<float[]>of(),
                List.of(new float[8], new float[8]),
                List.of(new float[7]),
                List.of(new float[8]),
                List.of(new float[] {1, Float.NaN, 0, 0, 0, 0, 0, 0}),
                List.of(new float[] {1, Float.POSITIVE_INFINITY, 0, 0, 0, 0, 0, 0}))) {
            var endpoint = new FakeEndpoint(SMALL, _ -> new Answer<>(vectors, OptionalLong.empty()));
            assertThatThrownBy(() -> model(endpoint, 2).embed(List.of("a")))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("the answer of fake:hashing@8");
            assertThat(endpoint.calls).hasSize(2);
        }
    }

    @Test
    void anEndpointThatIsAlsoDownInBetweenIsOutOfOrderAndNotAnotherOne() {
        var calls = new AtomicInteger();
        var endpoint = new FakeEndpoint(SMALL, _ -> {
            if (calls.getAndIncrement() == 0) {
                throw Passing.down("down", Optional.empty(), null);
            }
            return new Answer<>(List.of(), OptionalLong.empty());
        });
        assertThat(model(endpoint, 2).embed(List.of("a")).getFirst()).isInstanceOf(Outcome.Unreached.class);
    }

    @Test
    void anEndpointThatFailsAndFailsIsNotCalledAnyMore() {
        var endpoint = failingFirst(1_000, Passing.down("down", Optional.empty(), null));
        var model = new RemoteModel(endpoint, settings(1, LongTexts.SPLIT, 5, OptionalLong.empty()), System::nanoTime);
        var outcomes = model.embed(numbered(80));
        assertThat(outcomes).hasSize(80).allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Unreached.class));
        assertThat(endpoint.calls.size()).isBetween(5, 7);
        assertThat(model.embed(List.of("b")).getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Unreached.class, o -> assertThat(o.reason()).contains("failed too often"));
    }

    @Test
    void throttlingIsNoReasonToStopCalling() {
        var endpoint = failingFirst(1_000, Passing.throttled("slow down", Optional.empty()));
        var model = new RemoteModel(endpoint, settings(1, LongTexts.SPLIT, 5, OptionalLong.empty()), System::nanoTime);
        model.embed(numbered(80));
        assertThat(endpoint.calls).hasSize(20);
    }

    @Test
    void aFaultOfTheSettingsIsThrownOnlyWhereNothingWasEmbedded() {
        var failure = new PermanentException(Kind.SET_UP, new Problem("key", "one", "none", "set it"));
        var wrong = failingFirst(1_000, failure);
        assertThatThrownBy(() -> model(wrong, 3).embed(numbered(80))).isSameAs(failure);
        assertThat(wrong.calls).as("one call shows it").hasSize(1);
        var endpoint = new FakeEndpoint(SMALL, texts -> {
            if (texts.contains("t5")) {
                throw failure;
            }
            return FakeEndpoint.answer(texts);
        });
        var outcomes = model(endpoint, 3).embed(numbered(8));
        assertThat(outcomes.stream().filter(Outcome.Answered.class::isInstance)).hasSize(4);
        assertThat(outcomes.stream().filter(Outcome.Unreached.class::isInstance))
                .hasSize(4);
    }

    @Test
    void whatIsAnsweredWhenTheTimeIsOverIsHandedOverAndNoFurtherCallIsBegun() {
        var over = new AtomicBoolean();
        var endpoint = new FakeEndpoint(SMALL, texts -> {
            if (texts.contains("t8")) {
                over.set(true);
                pause(60_000);
            }
            return FakeEndpoint.answer(texts);
        });
        var used = new AtomicReference<>(Usage.NONE);
        long start = System.nanoTime();
        var outcomes = model(endpoint, 3).answers(numbered(12), new Meter() {
            @Override
            public void before(Usage estimate) {}

            @Override
            public void after(Usage estimate, Usage usage) {
                used.accumulateAndGet(usage, Usage::plus);
            }

            @Override
            public boolean isOver() {
                return over.get();
            }
        });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(outcomes.subList(0, 8)).allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Answered.class));
        assertThat(outcomes.subList(8, 12)).allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Unreached.class));
        assertThat(endpoint.calls).as("the one given up is not tried again").hasSize(3);
        assertThat(used.get().tokens())
                .as("all were sent, t10 and t11 have two")
                .isEqualTo(14);
    }

    @Test
    void whereNothingWasEverAnsweredRefusalsAreASignOfWrongSettingsAndElseOfTheTexts() {
        var endpoint = failingFirst(1_000, new Refused("not taken", false));
        assertThatThrownBy(() -> model(endpoint, 1).embed(List.of("a"))).isInstanceOf(PermanentException.class);
        var known = model(endpoint, 1);
        known.answeredBefore();
        assertThat(known.embed(List.of("a")).getFirst()).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void itsSettingsSayWhatBecomesOfLongTexts() {
        var refuse = settings(1, LongTexts.REFUSE, 1_000, OptionalLong.empty());
        assertThat(new RemoteModel(FakeEndpoint.good(SMALL), refuse, System::nanoTime).settings())
                .contains("long-texts=refuse")
                .isNotEqualTo(model(FakeEndpoint.good(SMALL), 1).settings());
    }

    @Test
    void callsBeyondTheRateWait() {
        var endpoint = FakeEndpoint.good(new Limits(1, 20, 1_000, 1_000));
        var model =
                new RemoteModel(endpoint, settings(1, LongTexts.SPLIT, 1_000, OptionalLong.of(600)), System::nanoTime);
        long start = System.nanoTime();
        model.embed(numbered(63));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("60 at once, then ten a second")
                .isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    @Test
    void aShoppersWordsAreToldFromStoredTexts() {
        var endpoint = FakeEndpoint.good(SMALL);
        var model = model(endpoint, 1);
        model.embed(List.of("a"));
        model.embedWords(List.of("a"));
        assertThat(endpoint.uses).containsExactly(Use.STORED, Use.WORDS);
    }

    @Test
    void theMeterHearsOfEveryCallAlsoOfThoseThatFail() {
        var answered = new Usage(1, 3, 3 * 2.0 / 1e6);
        assertThat(heardOf(Passing.down("down", Optional.empty(), null))).containsExactly(new Usage(1, 0, 0), answered);
        assertThat(heardOf(Passing.throttled("slow down", Optional.empty())))
                .containsExactly(new Usage(1, 0, 0), answered);
    }

    @Test
    void aCallWithoutAnAnswerCountsAsEstimatedUnlessItWasNeverSent() {
        var answered = new Usage(1, 3, 3 * 2.0 / 1e6);
        for (var cause : List.of(
                new TimeoutException(), new SocketTimeoutException("Read timed out"), new SocketException("reset"))) {
            assertThat(heardOf(Passing.unanswered("no answer", Optional.empty(), cause)))
                    .containsExactly(answered, answered);
        }
        for (var cause : List.of(
                new ConnectException("refused"),
                new HttpConnectTimeoutException("HTTP connect timed out"),
                new SocketTimeoutException("Connect timed out"),
                new IllegalStateException(new UnknownHostException("models.example")))) {
            assertThat(heardOf(Passing.unanswered("no answer", Optional.empty(), cause)))
                    .containsExactly(new Usage(1, 0, 0), answered);
        }
    }

    /** What the meter hears of a call that fails so and is then tried again. */
    private static List<Usage> heardOf(Passing failure) {
        var heard = new ArrayList<Usage>();
        model(failingFirst(1, failure), 2).answers(List.of("abcdef"), new Meter() {
            @Override
            public void before(Usage estimate) {
                assertThat(estimate.tokens()).isEqualTo(3);
            }

            @Override
            public void after(Usage estimate, Usage used) {
                heard.add(used);
            }
        });
        return heard;
    }

    @Test
    void anEstimateCountsCallsTokensAndMoney() {
        var usage = model(FakeEndpoint.good(SMALL), 1).estimate(List.of("abcdef", "红色", "", "a", "b"));
        assertThat(usage.calls()).isEqualTo(2);
        assertThat(usage.tokens()).isEqualTo(3 + 4 + 1 + 1 + 1);
        assertThat(usage.money()).isCloseTo(10 * 2.0 / 1e6, within(1e-12));
    }

    @Test
    void surrogatesAreNotParted() {
        var emoji = "😍".repeat(40);
        Function<List<String>, Answer<float[]>> strict = texts -> {
            assertThat(texts).allSatisfy(t -> assertThat(t.codePoints()).doesNotContain(0xD83D, 0xDE0D));
            return FakeEndpoint.answer(texts);
        };
        var endpoint = new FakeEndpoint(SMALL, strict);
        assertThat(model(endpoint, 1).embed(List.of(emoji)).getFirst()).isInstanceOf(Outcome.Answered.class);
        assertThat(endpoint.calls).hasSizeGreaterThan(1);
    }
}
