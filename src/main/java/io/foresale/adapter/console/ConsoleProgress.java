package io.foresale.adapter.console;

import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.State;
import io.foresale.port.RunListener;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows runs to the person who started the process: on a terminal a bar for each running stage, redrawn at most ten
 * times a second, and one line for each that ended; elsewhere plain lines. Has no thread of its own: it draws when a
 * run tells something. Whatever else is to be written while runs may be on display goes through {@link #print}.
 */
public final class ConsoleProgress implements RunListener {

    private final InstantSource clock;
    private final StageLine line;
    private final Display display;
    private final Map<String, Stage> stages = new LinkedHashMap<>();

    public ConsoleProgress(PrintStream out, Terminal terminal, InstantSource clock) {
        this.clock = clock;
        this.line = new StageLine(terminal);
        this.display = terminal.interactive() ? new LiveDisplay(out, line) : new PlainDisplay(out, line);
    }

    @Override
    public synchronized void changed(RunRecord run) {
        var now = clock.instant();
        var key = run.dataset() + "/" + run.id();
        var before = stages.get(key);
        var stage = new Stage(run, before == null ? new Pace() : before.pace());
        run.progress().ifPresent(progress -> stage.pace().reached(progress, now));
        if (run.state() == State.RUNNING) {
            stages.put(key, stage);
            display.running(stage, before == null, running(), now);
        } else {
            stages.remove(key);
            display.print(line.ended(run, stage.pace(), now), running(), now);
        }
    }

    /** Lines that stay, above the bars. */
    public synchronized void print(String text) {
        display.print(text.lines().toList(), running(), clock.instant());
    }

    private List<Stage> running() {
        return List.copyOf(stages.values());
    }
}
