package io.foresale.adapter.console;

import io.foresale.domain.RunRecord.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines for a file or a log: the start, then one for every tenth of the work or every 5 seconds, the end. */
final class PlainDisplay implements Display {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
    /** A tenth of little work is no news. */
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(1);

    private final PrintStream out;
    private final StageLine line;
    private final Map<String, Said> said = new HashMap<>();

    private record Said(Instant when, long tenths) {}

    PlainDisplay(PrintStream out, StageLine line) {
        this.out = out;
        this.line = line;
    }

    @Override
    public void running(Stage stage, boolean began, List<Stage> all, Instant now) {
        said.keySet().retainAll(all.stream().map(one -> one.run().id()).toList());
        var run = stage.run();
        long tenths = run.progress().map(PlainDisplay::tenths).orElse(0L);
        if (began) {
            say(line.started(run), run.id(), tenths, now);
        } else if (tenths < 10 && due(said.getOrDefault(run.id(), new Said(now, 0)), tenths, now)) {
            say(line.running(run, stage.pace()), run.id(), tenths, now);
        }
    }

    private void say(String text, String id, long tenths, Instant now) {
        out.println(text);
        said.put(id, new Said(now, tenths));
    }

    private static boolean due(Said last, long tenths, Instant now) {
        var silence = Duration.between(last.when(), now);
        return silence.compareTo(LONGEST_SILENCE) >= 0
                || tenths > last.tenths() && silence.compareTo(SHORTEST_SILENCE) >= 0;
    }

    private static long tenths(Progress progress) {
        return progress.total() > 0 ? 10 * progress.done() / progress.total() : 0;
    }

    @Override
    public void print(List<String> lines, List<Stage> stillRunning, Instant now) {
        lines.forEach(out::println);
        out.flush();
    }
}
