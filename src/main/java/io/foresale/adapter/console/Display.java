package io.foresale.adapter.console;

import java.time.Instant;
import java.util.List;

/** Where the lines go. Called by one thread at a time. */
sealed interface Display permits LiveDisplay, PlainDisplay {

    /** A stage began, or came further. */
    void running(Stage stage, boolean began, List<Stage> all, Instant now);

    /** Lines that stay, above the stages that still run. */
    void print(List<String> lines, List<Stage> stillRunning, Instant now);
}
