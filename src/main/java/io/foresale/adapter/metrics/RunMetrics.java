package io.foresale.adapter.metrics;

import io.foresale.domain.RunRecord;
import io.foresale.port.RunListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** Times every run that ends, by function and by how it ended: {@code foresale_run_seconds_count} and {@code _sum}. */
public final class RunMetrics implements RunListener {

    private final MeterRegistry registry;

    public RunMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void changed(RunRecord run) {
        run.ended().ifPresent(ended -> registry.timer(
                        "foresale.run",
                        "function",
                        run.function(),
                        "state",
                        run.state().name().toLowerCase(Locale.ROOT))
                .record(Duration.between(run.started(), ended)));
    }
}
