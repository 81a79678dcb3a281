package io.foresale.wiring;

import io.foresale.adapter.metrics.RunMetrics;
import io.foresale.port.RunListener;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Who hears of runs. */
@ApplicationScoped
public class Listeners {

    @Produces
    @Singleton
    RunListener metrics(MeterRegistry registry) {
        return new RunMetrics(registry);
    }
}
