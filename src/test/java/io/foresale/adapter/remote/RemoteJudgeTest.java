package io.foresale.adapter.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.CallFailed.Refused;
import io.foresale.port.Judgement;
import io.foresale.port.TextModel.Meter;
import io.foresale.port.TextModel.Outcome;
import io.foresale.port.TextModel.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemoteJudgeTest {

    private final AtomicInteger calls = new AtomicInteger();

    /** A judge that takes 100 tokens beside a text and writes 10 at most, of which it says that it wrote 4. */
    private RemoteJudge judge(int tries, Function<String, Judgement> judgements) {
        var endpoint = new Endpoint<Judgement>() {
            @Override
            public RemoteName name() {
                return RemoteName.ofJudge("fake-chat:judge");
            }

            @Override
            public Limits limits() {
                return new Limits(1, 1_000, 1_000, 1_000, 100, 10);
            }

            @Override
            public Answer<Judgement> call(List<String> texts, Use use) {
                calls.incrementAndGet();
                return new Answer<>(texts.stream().map(judgements).toList(), OptionalLong.of(101), OptionalLong.of(4));
            }
        };
        return new RemoteJudge(endpoint, RemoteModelTest.settings(tries), System::nanoTime);
    }

    private static List<Outcome<Judgement>> outcomes(RemoteJudge judge, List<String> texts) {
        return judge.answers(texts, Meter.FREE);
    }

    @Test
    void eachTextIsJudgedInACallOfItsOwn() {
        var judge = judge(1, text -> Judgement.of(text.length() / 10.0));
        assertThat(outcomes(judge, List.of("a", "four")))
                .containsExactly(new Outcome.Answered<>(Judgement.of(0.1)), new Outcome.Answered<>(Judgement.of(0.4)));
        assertThat(calls).hasValue(2);
        assertThat(judge.id()).isEqualTo("fake-chat-judge");
    }

    @Test
    void anAnswerWithoutANumberIsPaidForOnceAndIsOneToo() {
        var judge = judge(3, text -> text.equals("odd") ? Judgement.refused() : Judgement.of(0.5));
        assertThat(outcomes(judge, List.of("a", "odd")))
                .containsExactly(
                        new Outcome.Answered<>(Judgement.of(0.5)), new Outcome.Answered<>(Judgement.refused()));
        assertThat(calls).hasValue(2);
    }

    @Test
    void aLoneTextThatIsNotJudgedIsNoFaultOfTheSettings() {
        var judge = judge(1, _ -> Judgement.refused());
        assertThat(outcomes(judge, List.of("odd"))).containsExactly(new Outcome.Answered<>(Judgement.refused()));
    }

    @Test
    void callsThatFailAreTriedAgainAndOnesThatAreRefusedAreNot() {
        var failures = new AtomicInteger(2);
        var judge = judge(3, text -> {
            if (text.equals("refused")) {
                throw new Refused("not this one", false);
            }
            if (failures.getAndDecrement() > 0) {
                throw Passing.down("down", Optional.empty(), null);
            }
            return Judgement.of(0.5);
        });
        assertThat(outcomes(judge, List.of("a"))).containsExactly(new Outcome.Answered<>(Judgement.of(0.5)));
        assertThat(calls).hasValue(3);
        assertThat(outcomes(judge, List.of("refused"))).containsExactly(new Outcome.Failed<>("not this one"));
        assertThat(calls).hasValue(4);
    }

    @Test
    void aLongTextIsNeverJudgedInPieces() {
        var seen = new ArrayList<String>();
        var text = "a word ".repeat(1_000);
        outcomes(
                judge(1, whole -> {
                    seen.add(whole);
                    return Judgement.of(1);
                }),
                List.of(text));
        assertThat(seen).containsExactly(text);
    }

    @Test
    void whatIsWrittenHasAPriceOfItsOwnAndInstructionsAreCounted() {
        var judge = judge(1, _ -> Judgement.of(1));
        var estimate = judge.estimate(IntStream.range(0, 3).mapToObj(i -> "ab").toList());
        assertThat(estimate.calls()).isEqualTo(3);
        assertThat(estimate.tokens())
                .as("of each text 1, 100 beside it, 10 written")
                .isEqualTo(333);
        assertThat(estimate.money()).isCloseTo(3 * (101 * 2 + 10 * 6) / 1e6, within(1e-12));
        var used = new ArrayList<Usage>();
        judge.answers(List.of("ab"), new Meter() {
            @Override
            public void before(Usage before) {
                assertThat(before.tokens()).isEqualTo(111);
            }

            @Override
            public void after(Usage before, Usage after) {
                used.add(after);
            }
        });
        assertThat(used.getFirst().tokens()).as("as the endpoint says").isEqualTo(105);
        assertThat(used.getFirst().money()).isCloseTo((101 * 2 + 4 * 6) / 1e6, within(1e-12));
    }
}
