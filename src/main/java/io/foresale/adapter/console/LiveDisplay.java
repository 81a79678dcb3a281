package io.foresale.adapter.console;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Redraws the running stages in place at the foot of a terminal; what ended stays above them. */
final class LiveDisplay implements Display {

    private static final Duration BETWEEN_DRAWS = Duration.ofMillis(100);

    /** More than a screen could not be redrawn in place. */
    private static final int MOST_STAGES = 8;

    private static final String ESCAPE = "\u001b[";
    private static final String END_OF_LINE = ESCAPE + "K\n";

    private final PrintStream out;
    private final StageLine line;
    private Instant drawn = Instant.MIN;
    private int height;

    LiveDisplay(PrintStream out, StageLine line) {
        this.out = out;
        this.line = line;
    }

    @Override
    public void running(Stage stage, boolean began, List<Stage> all, Instant now) {
        if (began || !now.isBefore(drawn.plus(BETWEEN_DRAWS))) {
            print(List.of(), all, now);
        }
    }

    @Override
    public void print(List<String> lines, List<Stage> stillRunning, Instant now) {
        var screen = new StringBuilder();
        if (height > 0) {
            screen.append(ESCAPE).append(height).append("A\r");
        }
        lines.forEach(text -> screen.append(text).append(END_OF_LINE));
        // Without wrapping a stage stays one line even where the terminal is narrower than it says.
        screen.append(ESCAPE).append("?7l");
        var shown = stillRunning.stream().limit(MOST_STAGES).toList();
        shown.forEach(
                stage -> screen.append(line.running(stage.run(), stage.pace())).append(END_OF_LINE));
        screen.append(ESCAPE).append("?7h").append(ESCAPE).append('J');
        out.print(screen);
        out.flush();
        height = shown.size();
        drawn = now;
    }
}
