package io.foresale.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.domain.RunRecord.State;
import io.foresale.domain.StepResult;
import io.foresale.port.Budget;
import io.foresale.port.HashingModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are paid for: what a job uses, what it must not use, and what is left to the next. */
class EmbedBudgetTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path scratch;

    private final Metered model = new Metered(new HashingModel("hashing-8", 8));
    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(scratch);
    }

    private static List<@Nullable Object[]> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new @Nullable Object[] {"text " + i, null})
                .toList();
    }

    private EmbedStep step(Budget budget) {
        return shop.step(new OneModel(model), budget);
    }

    private static Budget tokens(long most) {
        return new Budget(OptionalLong.of(most), OptionalDouble.empty(), DAY, false);
    }

    @Test
    void theRecordSaysWhatWasUsed() {
        step(Budget.unlimited()).embed(shop.part("a.csv", rows(30)));
        var counts = shop.lastRun().counts();
        assertThat(counts.get("modelCalls")).isEqualTo(30L);
        assertThat(counts.get("tokens")).isEqualTo(30L);
        assertThat(counts.get("cost").doubleValue()).isCloseTo(0.3, within(1e-9));
        assertThat(counts.get("unreached")).isEqualTo(0L);
    }

    @Test
    void textsThatWereNotReachedAreReportedAndTheNextCallIsForThoseOnly() {
        model.unreachable.addAll(List.of("text 3", "text 7"));
        var part = shop.part("a.csv", rows(2_500));
        assertThatThrownBy(() -> step(Budget.unlimited()).embed(part))
                .isInstanceOf(RetriableException.class)
                .hasMessageContainingAll("2 of 2,500 texts", "2,498 were", "the line was busy");
        assertThat(shop.lastRun().state()).isEqualTo(State.FAILED);
        assertThat(shop.lastRun().counts())
                .containsEntry("embedded", 2_498L)
                .containsEntry("unreached", 2L)
                .containsEntry("failed", 0L);
        model.unreachable.clear();
        model.asked.clear();
        var manifest =
                shop.vectors(step(Budget.unlimited()).embed(part).manifest().orElseThrow());
        assertThat(model.asked).containsExactlyInAnyOrder("text 3", "text 7");
        assertThat(shop.read(manifest.vectors())).hasSize(2_500);
        assertThat(manifest.counts()).containsEntry("texts", 2_500L).containsEntry("failed", 0L);
    }

    @Test
    void aModelThatReachesNothingIsNotAskedForAllTheRest() {
        IntStream.range(0, 5_000).forEach(i -> model.unreachable.add("text " + i));
        assertThatThrownBy(() -> step(Budget.unlimited()).embed(shop.part("a.csv", rows(5_000))))
                .isInstanceOf(RetriableException.class);
        assertThat(model.asked).hasSize(100);
    }

    @Test
    void noCallIsMadeThatCouldTakeTheJobOverItsTokens() {
        var part = shop.part("a.csv", rows(2_500));
        assertThatThrownBy(() -> step(tokens(1_234)).embed(part))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("1,234 tokens", "foresale.embed.max-tokens");
        assertThat(model.asked).hasSize(1_234);
        model.asked.clear();
        step(Budget.unlimited()).embed(part);
        assertThat(model.asked).hasSize(2_500 - 1_234);
    }

    @Test
    void aPartThatIsDeliveredAgainHasNoMoreThanItsTokens() {
        var part = shop.part("a.csv", rows(2_500));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> step(tokens(1_234)).embed(part))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("foresale.embed.max-tokens");
        }
        assertThat(model.asked).hasSize(1_234);
        assertThatThrownBy(() -> step(tokens(2_000)).embed(part)).isInstanceOf(PermanentException.class);
        assertThat(model.asked).hasSize(2_000);
        var other = shop.part("b.csv", rows(2_500));
        assertThatThrownBy(() -> step(tokens(400)).embed(other)).isInstanceOf(PermanentException.class);
        assertThat(model.asked).as("another part has a budget of its own").hasSize(2_400);
    }

    @Test
    void noCallIsMadeThatCouldTakeTheJobOverItsMoney() {
        var budget = new Budget(OptionalLong.empty(), OptionalDouble.of(0.505), DAY, false);
        assertThatThrownBy(() -> step(budget).embed(shop.part("a.csv", rows(100))))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("foresale.embed.max-cost");
        assertThat(model.asked).hasSize(50);
    }

    @Test
    void whenItsTimeIsOverTheRestIsLeftToTheNextDelivery() {
        var budget = new Budget(OptionalLong.empty(), OptionalDouble.empty(), Duration.ZERO, false);
        assertThatThrownBy(() -> step(budget).embed(shop.part("a.csv", rows(100))))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("foresale.embed.max-time");
        assertThat(model.asked).isEmpty();
    }

    @Test
    void beforeItIsCutOffTheRestIsLeftToTheNextDelivery() {
        var part = shop.part("a.csv", rows(2_500));
        var looks = new AtomicInteger();
        var timed = step(Budget.unlimited()).until(() -> looks.incrementAndGet() > 12);
        assertThatThrownBy(() -> timed.embed(part))
                .isInstanceOf(RetriableException.class)
                .hasMessage("time ran out after 1,200 of 2,500 texts, which are kept; the redelivery goes on");
        assertThat(shop.lastRun().state()).isEqualTo(State.FAILED);
        assertThat(model.asked).hasSize(1_200);
        assertThat(step(Budget.unlimited()).embed(part).manifest()).isPresent();
        assertThat(model.asked).hasSize(2_500).doesNotHaveDuplicates();
    }

    @Test
    void aDryRunCallsNoModelAndSaysWhatItWouldUse() {
        step(Budget.unlimited()).embed(shop.part("a.csv", rows(100)));
        model.asked.clear();
        var part = shop.part("b.csv", rows(350));
        var dry = new Budget(OptionalLong.empty(), OptionalDouble.empty(), DAY, true);
        assertThat(step(dry).embed(part)).isInstanceOf(StepResult.NothingToDo.class);
        assertThat(step(Budget.unlimited()).estimate(part, false)).isInstanceOf(StepResult.NothingToDo.class);
        assertThat(model.asked).isEmpty();
        assertThat(shop.runs().subList(0, 2)).allSatisfy(run -> {
            assertThat(run.state()).isEqualTo(State.SKIPPED);
            assertThat(run.outcome().orElseThrow())
                    .contains("250 of 350 texts", "250 calls", "250 tokens", "cost 2.5000");
            assertThat(run.counts()).containsEntry("estimatedTokens", 250L);
        });
        assertThat(step(Budget.unlimited()).embed(part).manifest()).isPresent();
    }
}
