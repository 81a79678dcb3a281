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

    private static final int SHORTEST_BAR = 5;

    private final Terminal terminal;
    private int datasetColumns = 4;

    StageLine(Terminal terminal) {
        this.terminal = terminal;
    }

    String started(RunRecord run) {
        return head(run) + "  started";
    }

    /** {@code embed  demo  [██████░░░░]  62 %  1,240/2,000 texts  210/s  ETA 4 s}, clipped to the width of a terminal. */
    String running(RunRecord run, Pace pace) {
        var head = head(run);
        var line = run.progress()
                .map(progress -> {
                    var figures = figures(progress, pace);
                    return head + bar(progress, Width.of(head) + Width.of(figures)) + figures;
                })
                .orElse(head + "  running");
        return Width.clipped(line, terminal.width() - 1, terminal.ellipsis());
    }

    private static String figures(Progress progress, Pace pace) {
        var text = new StringBuilder();
        if (progress.total() > 0) {
            text.append(Width.rightAligned(Figures.percent(share(progress)), 6)).append("  ");
            text.append(Figures.count(progress.done())).append('/').append(Figures.count(progress.total()));
        } else {
            text.append("  ").append(Figures.count(progress.done()));
        }
        text.append(' ').append(progress.unit());
        pace.perSecond().ifPresent(rate -> text.append("  ").append(Figures.rate(rate, "")));
        pace.left().ifPresent(left -> text.append("  ETA ").append(Figures.left(left)));
        return text.toString();
    }

    /** As long as the bars of other stages if there is room beside the rest of the line, else shorter or none. */
    private String bar(Progress progress, int rest) {
        int usual = terminal.width() >= 110 ? 30 : terminal.width() >= 90 ? 20 : 10;
        int cells = Math.min(usual, terminal.width() - 1 - rest - "  []".length());
        var wanted = terminal.interactive() && progress.total() > 0 && cells >= SHORTEST_BAR;
        return wanted ? "  " + terminal.bar(share(progress), cells) : "";
    }

    private static double share(Progress progress) {
        return Math.clamp((double) progress.done() / progress.total(), 0, 1);
    }

    /** How it ended, then its warnings, indented. */
    List<String> ended(RunRecord run, Pace pace, Instant now) {
        var time = Duration.between(run.started(), run.ended().orElse(now));
        var rate = time.toSeconds() > 0 ? pace.perSecond() : OptionalDouble.empty();
        var unit = run.progress().map(progress -> " " + progress.unit()).orElse("");
        var speed = rate.isPresent() ? ", " + Figures.rate(rate.getAsDouble(), unit) : "";
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
        var dataset = Width.clipped(run.dataset().value(), terminal.width() >= 100 ? 24 : 14, terminal.ellipsis());
        datasetColumns = Math.max(datasetColumns, Width.of(dataset));
        return Width.padded(run.function(), FUNCTION_COLUMNS) + "  " + Width.padded(dataset, datasetColumns);
    }
}
