package io.foresale.adapter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleReportTest {

    private static final Table METRICS = new Table(
            List.of("features", "ROC AUC", "F1"),
            List.of(List.of("behaviour only", "0.7500", "0.41"), List.of("fused", "0.8600", "–")));

    @Test
    void wordsStandLeftAndFiguresRight() {
        assertThat(report(80).text("Evaluation", METRICS)).isEqualTo("""
                        Evaluation
                        features        ROC AUC    F1
                        ─────────────────────────────
                        behaviour only   0.7500  0.41
                        fused            0.8600     –
                        """);
    }

    @Test
    void aTableTooWideForTheTerminalIsTurnedOnItsSide() {
        var wide = new Table(List.of("of", "ROC AUC", "PR AUC", "F1"), List.of(List.of("all", "0.8", "0.5", "0.4")));

        assertThat(report(20).text("Evaluation", wide)).isEqualTo("""
                        Evaluation
                        of       all
                        ────────────
                        ROC AUC  0.8
                        PR AUC   0.5
                        F1       0.4
                        """);
    }

    @Test
    void aTableTooWideEitherWayStaysAsItIs() {
        assertThat(report(28).text("Evaluation", METRICS)).isEqualTo(report(80).text("Evaluation", METRICS));
    }

    @Test
    void intervalsAndChineseNamesKeepTheirColumns() {
        var table = new Table(
                List.of("difference", "ROC AUC", "95 % interval"),
                List.of(List.of("融合 − 行为", "+0.1100", "[0.0900, 0.1300]"), List.of("b", "-0.01", "[-0.02, 0.00]")));

        assertThat(report(80).text("Differences", table).lines().skip(3))
                .containsExactly("融合 − 行为  +0.1100  [0.0900, 0.1300]", "b              -0.01     [-0.02, 0.00]");
    }

    @Test
    void aRowOfAnotherLengthThanTheHeaderIsRefused() {
        assertThatThrownBy(() -> new Table(List.of("a", "b"), List.of(List.of("1"))))
                .hasMessage("a row of 1 cells under a header of 2: [1]");
    }

    private static ConsoleReport report(int width) {
        return new ConsoleReport(new Terminal(true, false, width, true));
    }
}
