package io.foresale.port;

import io.foresale.domain.RunRecord;

/** Hears of every change of every run: a progress bar, a metric. Called by the thread that runs; must not fail or block. */
@FunctionalInterface
public interface RunListener {
    void changed(RunRecord run);
}
