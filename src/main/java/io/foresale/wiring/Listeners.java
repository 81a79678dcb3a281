package io.foresale.wiring;

import io.foresale.adapter.console.ConsoleProgress;
import io.foresale.adapter.console.Terminal;
import io.foresale.adapter.metrics.RunMetrics;
import io.foresale.config.ForesaleConfig;
import io.foresale.port.RunListener;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Who hears of runs: the metrics always, the console in the demo. */
@ApplicationScoped
public class Listeners {

    @Produces
    @Singleton
    Terminal terminal() {
        return Terminal.of(System.out);
    }

    @Produces
    @Singleton
    @Typed(ConsoleProgress.class)
    ConsoleProgress console(Terminal terminal, InstantSource clock) {
        return new ConsoleProgress(System.out, terminal, clock);
    }

    @Produces
    @Singleton
    RunListener listener(MeterRegistry registry, ConsoleProgress console, ForesaleConfig config) {
        var metrics = new RunMetrics(registry);
        return config.demo().enabled()
                ? run -> {
                    metrics.changed(run);
                    console.changed(run);
                }
                : metrics;
    }
}
