package io.foresale.adapter.console;

import io.foresale.domain.Problem;
import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.Progress;
import io.foresale.domain.RunRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A run as a line: while it runs, and how it ended. */
final class StageLine {

    private static final int GREEN = 32;
    private static final int YELLOW = 33;
    private static final int RED = 31;

    /** As long as the longest name of a function. */
    private static final int FUNCTION_COLUMNS = 11;

    private final Terminal terminal;
    private int datasetColumns = 4;

    StageLine(Terminal terminal) {
        this.terminal = terminal;
    }

    String started(RunRecord run) {
        return head(run) + "  started";
    }

    /** {@code embed  demo  [██████░░░░]  62 %  1,240/2,000 texts  210/s  ETA 4 s}, clipped to the width on a terminal. */
    String running(RunRecord run, Pace pace) {
        var line = new StringBuilder(head(run));
        run.progress()
                .ifPresentOrElse(progress -> line.append(measures(progress, pace)), () -> line.append("  running"));
        return Width.clipped(line.toString(), terminal.width() - 1, terminal.ellipsis());
    }

    private String measures(Progress progress, Pace pace) {
        var text = new StringBuilder();
        if (progress.total() > 0) {
            double share = Math.clamp((double) progress.done() / progress.total(), 0, 1);
            text.append("  ").append(terminal.interactive() ? terminal.bar(share, barCells()) + " " : "");
            text.append(Width.rightAligned(Figures.percent(share), 5)).append("  ");
            text.append(Figures.count(progress.done())).append('/').append(Figures.count(progress.total()));
        } else {
            text.append("  ").append(Figures.count(progress.done()));
        }
        text.append(' ').append(progress.unit());
        pace.perSecond().ifPresent(rate -> text.append("  ").append(Figures.rate(rate)));
        pace.left().ifPresent(left -> text.append("  ETA ").append(Figures.left(left)));
        return text.toString();
    }

    /** The bars of all stages are equally long, and leave room for the figures. */
    private int barCells() {
        return terminal.width() >= 110 ? 30 : terminal.width() >= 90 ? 20 : 10;
    }

    /** How it ended, then its warnings, indented. */
    List<String> ended(RunRecord run, Pace pace, Instant now) {
        var time = Duration.between(run.started(), run.ended().orElse(now));
        var rate = time.toSeconds() > 0 ? pace.perSecond() : OptionalDouble.empty();
        var speed = rate.isPresent() ? ", " + Figures.rate(rate.getAsDouble()) : "";
        var lines = new ArrayList<String>();
        lines.add(head(run) + "  " + state(run.state()) + said(run) + "  " + Figures.took(time) + speed);
        run.warnings().forEach(warning -> lines.add("    " + terminal.coloured(YELLOW, "warning: ") + warning));
        return lines;
    }

    private String state(State state) {
        return switch (state) {
            case RUNNING -> "running";
            case SUCCEEDED -> terminal.coloured(GREEN, "done");
            case SKIPPED -> terminal.coloured(YELLOW, "skipped");
            case FAILED -> terminal.coloured(RED, "FAILED");
        };
    }

    /** The problem of a failure; else what came of it, or what was counted where nobody said it. */
    private String said(RunRecord run) {
        var said = run.problem()
                .map(Problem::sentence)
                .or(run::outcome)
                .orElseGet(() -> run.counts().entrySet().stream()
                        .map(count -> Figures.count(count.getValue()) + " " + count.getKey())
                        .collect(Collectors.joining(", ")));
        return said.isEmpty() ? "" : "  " + said;
    }

    private String head(RunRecord run) {
        var dataset = Width.clipped(run.dataset().value(), 24, terminal.ellipsis());
        datasetColumns = Math.max(datasetColumns, Width.of(dataset));
        return Width.padded(run.function(), FUNCTION_COLUMNS) + "  " + Width.padded(dataset, datasetColumns);
    }
}
