package io.foresale.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a data set stands. */
@Schema(
        description =
                "WAITING: nothing has run yet. RUNNING: a function runs. READY: a model answers. IDLE: all runs ended well, no model answers yet. FAILED: the newest run failed; its problem says what to do, and a model from before may still answer")
public enum DatasetState {
    WAITING,
    RUNNING,
    READY,
    IDLE,
    FAILED
}
