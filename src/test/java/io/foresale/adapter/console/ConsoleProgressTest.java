package io.foresale.adapter.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.domain.Problem;
import io.foresale.domain.RunRecord.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    private final Clock clock = new Clock();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private final Told embed = new Told("embed", "demo", clock.instant());
    private final Told ingest = new Told("ingest", "demo", clock.instant());

    @Test
    void aRunningStageShowsABarWithRateAndTimeLeft() {
        var progress = onTerminal(UTF_8, 100);
        progress.changed(embed.running());
        progress.changed(embed.at(0, 2_000, "texts"));
        clock.pass(5_000);
        progress.changed(embed.at(1_000, 2_000, "texts"));

        assertThat(screen())
                .containsExactly("embed        demo  [██████████░░░░░░░░░░]  50 %  1,000/2,000 texts  200/s  ETA 5 s");
    }

    @Test
    void withoutBlocksInTheCharsetTheBarIsAscii() {
        var progress = onTerminal(US_ASCII, 80);
        progress.changed(embed.at(500, 2_000, "texts"));

        assertThat(screen(US_ASCII)).containsExactly("embed        demo  [##--------]  25 %  500/2,000 texts");
    }

    @Test
    void whatEndedStaysAboveWhatRuns() {
        var progress = onTerminal(UTF_8, 80);
        progress.changed(ingest.at(100, 200, "rows"));
        progress.changed(embed.at(20, 40, "texts"));
        clock.pass(800);
        progress.changed(ingest.done("3,000 rows accepted, 2 rejected (see rejects/demo/)", "2 duplicates kept"));

        assertThat(screen())
                .containsExactly(
                        "ingest       demo  done  3,000 rows accepted, 2 rejected (see rejects/demo/)  0.8 s",
                        "    warning: 2 duplicates kept",
                        "embed        demo  [█████░░░░░]  50 %  20/40 texts");
    }

    @Test
    void linesOfOthersAppearAboveTheBars() {
        var progress = onTerminal(UTF_8, 80);
        progress.changed(embed.at(20, 40, "texts"));
        progress.print("listening on http://localhost:8080\n");

        assertThat(screen())
                .containsExactly(
                        "listening on http://localhost:8080", "embed        demo  [█████░░░░░]  50 %  20/40 texts");
    }

    @Test
    void aTerminalIsRedrawnTenTimesASecondAtMost() {
        var progress = onTerminal(UTF_8, 80);
        progress.changed(embed.running());
        for (int done = 0; done < 1_000; done++) {
            progress.changed(embed.at(done, 1_000, "texts"));
            clock.pass(1);
        }

        assertThat(output(UTF_8).split("embed", -1)).hasSizeBetween(9, 12);
    }

    @Test
    void aChineseNameIsClippedBetweenItsCharacters() {
        var progress = onTerminal(UTF_8, 25);
        progress.changed(new Told("embed", "春季促销购物者名单", clock.instant()).at(1, 2, "texts"));

        assertThat(screen()).containsExactly("embed        春季促销购…");
        assertThat(Width.of(screen().getFirst())).isLessThan(25);
    }

    @Test
    void aLongNameLeavesRoomForTheBar() {
        var progress = onTerminal(UTF_8, 80);
        progress.changed(new Told("embed", "all shoppers of the spring sale", clock.instant()).at(1, 2, "texts"));

        assertThat(screen()).containsExactly("embed        all shoppers …  [█████░░░░░]  50 %  1/2 texts");
    }

    @Test
    void whereTheLineIsLongTheBarGivesWayToTheTimeLeft() {
        var progress = onTerminal(UTF_8, 70);
        progress.changed(embed.at(0, 2_000, "texts"));
        clock.pass(5_000);
        progress.changed(embed.at(1_000, 2_000, "texts"));

        assertThat(screen()).containsExactly("embed        demo  [███░░░░]  50 %  1,000/2,000 texts  200/s  ETA 5 s");
    }

    @Test
    void aFailureIsOneLineWithItsRemedy() {
        var progress = plain();
        progress.changed(ingest.running());
        clock.pass(100);
        progress.changed(ingest.failed(new Problem("raw/demo/a.csv", "a header", "0 bytes", "upload it again")));

        assertThat(output(UTF_8).lines())
                .containsExactly(
                        "ingest       demo  started",
                        "ingest       demo  FAILED  raw/demo/a.csv: wanted a header, got 0 bytes; upload it again  0.1 s");
    }

    @Test
    void withoutATerminalThereAreALineATenthAndNoEscapeSequences() {
        var progress = plain();
        progress.changed(embed.running());
        for (int done = 0; done <= 1_000; done++) {
            progress.changed(embed.at(done, 1_000, "texts"));
            clock.pass(20);
        }
        progress.changed(embed.doneAfter(new Progress(1_000, 1_000, "texts"), "1,000 texts embedded"));

        assertThat(output(UTF_8)).doesNotContain("\u001b", "\r");
        assertThat(output(UTF_8).lines())
                .hasSize(1 + 9 + 1)
                .startsWith(
                        "embed        demo  started",
                        "embed        demo  10 %  100/1,000 texts  50/s  ETA 18 s",
                        "embed        demo  20 %  200/1,000 texts  50/s  ETA 16 s")
                .endsWith("embed        demo  done  1,000 texts embedded  20.0 s, 50 texts/s");
    }

    @Test
    void withoutATerminalSlowWorkSpeaksEveryFiveSecondsAndFastWorkOnlyAtItsEnds() {
        var progress = plain();
        progress.changed(embed.at(0, 1_000_000, "texts"));
        for (int second = 1; second <= 12; second++) {
            clock.pass(1_000);
            progress.changed(embed.at(second, 1_000_000, "texts"));
        }
        var slow = output(UTF_8).lines().count();
        for (int done = 0; done <= 10; done++) {
            progress.changed(ingest.at(done, 10, "rows"));
        }

        assertThat(slow).isEqualTo(1 + 2);
        assertThat(output(UTF_8).lines().count() - slow).isEqualTo(1);
    }

    @Test
    void aSkippedStageSaysWhyAndACountedOneWhat() {
        var progress = plain();
        progress.changed(embed.skipped("the same texts were embedded before"));
        progress.changed(ingest.counted(Map.of("accepted", 3_000)));

        assertThat(output(UTF_8).lines())
                .containsExactly(
                        "embed        demo  skipped  the same texts were embedded before  0.0 s",
                        "ingest       demo  done  3,000 accepted  0.0 s");
    }

    @Test
    void aNewUnitStartsTheMeasurementAgain() {
        var progress = onTerminal(UTF_8, 80);
        progress.changed(embed.at(0, 10, "texts"));
        clock.pass(1_000);
        progress.changed(embed.at(10, 10, "texts"));
        clock.pass(1_000);
        progress.changed(embed.at(0, 2_000, "vectors"));
        clock.pass(1_000);
        progress.changed(embed.at(1_000, 2_000, "vectors"));

        assertThat(screen())
                .containsExactly("embed        demo  [█████░░░░░]  50 %  1,000/2,000 vectors  1,000/s  ETA 1 s");
    }

    private ConsoleProgress onTerminal(Charset charset, int columns) {
        var environment = Map.of("TERM", "xterm", "NO_COLOR", "1", "COLUMNS", String.valueOf(columns));
        return progress(Terminal.of(true, charset, environment), charset);
    }

    private ConsoleProgress plain() {
        return progress(Terminal.of(false, UTF_8, Map.of()), UTF_8);
    }

    private ConsoleProgress progress(Terminal terminal, Charset charset) {
        return new ConsoleProgress(new PrintStream(bytes, true, charset), terminal, clock);
    }

    private List<String> screen() {
        return screen(UTF_8);
    }

    private List<String> screen(Charset charset) {
        return Screen.after(output(charset));
    }

    private String output(Charset charset) {
        return bytes.toString(charset);
    }
}
