package io.foresale.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.adapter.json.JsonDocuments;
import io.foresale.domain.DatasetName;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.Progress;
import io.foresale.domain.RunRecord.State;
import io.foresale.port.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RunsTest {

    private static final DatasetName SHOP = new DatasetName("shop");
    private static final ObjectRef INPUT = new ObjectRef(new ObjectKey("raw/shop/a.csv"), new ETag("1"));
    private static final ObjectRef OUTPUT = new ObjectRef(new ObjectKey("clean/shop/d/manifest.json"), new ETag("2"));

    private final List<RunRecord> heard = new ArrayList<>();
    private final MemoryStore store = new MemoryStore();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Runs runs = new Runs(store, new Manifests(store, new JsonDocuments()), heard::add, () -> now);

    @Test
    void aRunIsRunningWhileItRunsAndThenSucceededWithAllItTold() {
        var answer = runs.record(SHOP, "ingest", List.of(INPUT), run -> {
            assertThat(last().state()).isEqualTo(State.RUNNING);
            assertThat(last().inputs()).containsExactly(INPUT);
            run.count("accepted", 3L);
            run.warn("careful");
            run.progress(3, 4, "rows");
            run.output(OUTPUT);
            run.outcome("3 rows accepted");
            now = now.plusSeconds(1);
            return "answer";
        });

        assertThat(answer).isEqualTo("answer");
        assertThat(runs.of(SHOP, 10)).hasSize(1);
        assertThat(last().state()).isEqualTo(State.SUCCEEDED);
        assertThat(last().id()).startsWith("20260301T120000.000Z-ingest-");
        assertThat(last().ended()).contains(now);
        assertThat(last().counts()).hasToString("{accepted=3}");
        assertThat(last().warnings()).containsExactly("careful");
        assertThat(last().progress()).contains(new Progress(3, 4, "rows"));
        assertThat(last().outputs()).containsExactly(OUTPUT);
        assertThat(last().outcome()).contains("3 rows accepted");
    }

    @Test
    void progressIsHeardAtOnceButWrittenNoMoreThanEveryTwoSeconds() {
        runs.record(SHOP, "ingest", List.of(), run -> {
            run.progress(1, 4, "rows");
            assertThat(heard.getLast().progress()).contains(new Progress(1, 4, "rows"));
            assertThat(last().progress()).isEmpty();
            now = now.plusSeconds(2);
            run.progress(2, 4, "rows");
            assertThat(last().progress()).contains(new Progress(2, 4, "rows"));
            return 0;
        });
    }

    @Test
    void aPermanentFailureIsRecordedWithItsRemedyAndGoesOn() {
        var failure = PermanentException.invalid("a.csv", "a table", "a picture", "upload a table");
        assertThatThrownBy(() -> record("ingest", failing(failure))).isSameAs(failure);
        assertThat(last().state()).isEqualTo(State.FAILED);
        assertThat(last().problem()).contains(failure.problem());
    }

    @Test
    void aStaleEventIsSkippedAndSkippedIsAlsoWhatARunSaysOfItself() {
        assertThatThrownBy(() -> record("ingest", failing(PermanentException.stale(INPUT))))
                .isInstanceOf(PermanentException.class);
        assertThat(last().state()).isEqualTo(State.SKIPPED);

        now = now.plusSeconds(1);
        record("train", run -> {
            run.skip("not enough that is new");
            return 0;
        });
        assertThat(last().state()).isEqualTo(State.SKIPPED);
        assertThat(last().outcome()).contains("not enough that is new");
    }

    @Test
    void aRetriableFailureSaysThatItIsTriedAgainAndAFaultOfOursThatItIsOne() {
        assertThatThrownBy(() -> record("embed", failing(new RetriableException("the model is away", null))))
                .isInstanceOf(RetriableException.class);
        assertThat(last().problem().orElseThrow().sentence())
                .isEqualTo("embed: wanted the work to end, got the model is away; nothing: it is tried again");

        now = now.plusSeconds(1);
        assertThatThrownBy(() -> record("embed", failing(new IllegalStateException("oops"))))
                .hasMessage("oops");
        assertThat(last().problem().orElseThrow().remedy()).contains("this is a fault of Foresale");
    }

    @Test
    void whatRanWhenTheProcessEndedIsClosedAsInterruptedAndNothingElseIsTouched() {
        record("ingest", run -> 0);
        now = now.plusSeconds(1);
        var before = runs.of(SHOP, 10);
        var broken = new ArrayList<RunRecord>();
        record("train", run -> {
            run.warn("careful");
            now = now.plus(Duration.ofSeconds(3));
            run.progress(1, 8, "fits");
            broken.add(last());
            return 0;
        });
        runs.write(broken.getFirst());
        now = now.plusSeconds(60);

        runs.closeInterrupted(SHOP);

        assertThat(last().state()).isEqualTo(State.FAILED);
        assertThat(last().ended()).contains(now);
        assertThat(last().progress()).contains(new Progress(1, 8, "fits"));
        assertThat(last().warnings()).containsExactly("careful");
        assertThat(last().problem().orElseThrow().sentence())
                .isEqualTo("train: wanted the work to end, got the end of the process; nothing: it is started again");
        assertThat(runs.of(SHOP, 10)).hasSize(2).endsWith(before.getFirst());
    }

    @Test
    void theNewestComesFirstAndTheLatestOfEachFunctionIsFoundByItsName() {
        for (var function : List.of("score-batch", "ingest", "score-batch", "ingest", "train")) {
            record(function, run -> 0);
            now = now.plusSeconds(1);
        }
        assertThat(runs.of(SHOP, 3).stream().map(RunRecord::function))
                .containsExactly("train", "ingest", "score-batch");
        assertThat(runs.latest(SHOP)).isEqualTo(runs.of(SHOP, 3));
        assertThat(runs.of(new DatasetName("sho"), 3)).isEmpty();
    }

    private void record(String function, Function<Run, Object> work) {
        runs.record(SHOP, function, List.of(INPUT), work);
    }

    private static Function<Run, Object> failing(RuntimeException failure) {
        return _ -> {
            throw failure;
        };
    }

    private RunRecord last() {
        return runs.of(SHOP, 1).getFirst();
    }
}
