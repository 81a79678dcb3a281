package io.foresale.adapter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.DatasetName;
import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunMetricsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aRunIsTimedOnceItEnds() {
        var registry = new SimpleMeterRegistry();
        var metrics = new RunMetrics(registry);
        metrics.changed(run(State.RUNNING, Optional.empty()));
        metrics.changed(run(State.RUNNING, Optional.empty()));
        metrics.changed(run(State.SUCCEEDED, Optional.of(START.plusSeconds(3))));
        metrics.changed(run(State.FAILED, Optional.of(START.plusSeconds(1))));
        var succeeded = registry.get("foresale.run")
                .tags("function", "train", "state", "succeeded")
                .timer();
        assertThat(succeeded.count()).isEqualTo(1);
        assertThat(succeeded.totalTime(TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(registry.get("foresale.run").timers()).hasSize(2);
    }

    private static RunRecord run(State state, Optional<Instant> ended) {
        return new RunRecord(
                "1",
                new DatasetName("shop"),
                "train",
                state,
                START,
                ended,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }
}
