package io.foresale.adapter.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void aTerminalIsRedrawnAndColouredUnlessItIsDumbOrColoursAreRefused() {
        assertThat(Terminal.of(true, UTF_8, Map.of("TERM", "xterm"))).isEqualTo(new Terminal(true, true, 80, true));
        assertThat(Terminal.of(true, UTF_8, Map.of("TERM", "dumb")).interactive())
                .isFalse();
        assertThat(Terminal.of(true, UTF_8, Map.of("NO_COLOR", "1")).colour()).isFalse();
        assertThat(Terminal.of(true, UTF_8, Map.of("NO_COLOR", "")).colour()).isTrue();
    }

    @Test
    void theWidthIsTheOneOfColumnsIfThatIsANumber() {
        assertThat(Terminal.of(true, UTF_8, Map.of("COLUMNS", "132")).width()).isEqualTo(132);
        assertThat(Terminal.of(true, UTF_8, Map.of("COLUMNS", "wide")).width()).isEqualTo(80);
        assertThat(Terminal.of(true, UTF_8, Map.of("COLUMNS", "0")).width()).isEqualTo(80);
    }

    @Test
    void aFileIsNeitherColouredNorNarrow() {
        assertThat(Terminal.of(false, ISO_8859_1, Map.of("COLUMNS", "40")))
                .isEqualTo(new Terminal(false, false, Integer.MAX_VALUE, false));
    }

    @Test
    void theBarIsFullOnlyAtTheEnd() {
        var terminal = new Terminal(true, false, 80, true);

        assertThat(terminal.bar(0, 4)).isEqualTo("[░░░░]");
        assertThat(terminal.bar(0.999, 4)).isEqualTo("[███░]");
        assertThat(terminal.bar(1, 4)).isEqualTo("[████]");
    }

    @Test
    void chineseTakesTwoColumnsAndAccentsNone() {
        assertThat(Width.of("demo")).isEqualTo(4);
        assertThat(Width.of("买鞋，！")).isEqualTo(8);
        assertThat(Width.of("e\u0301")).isEqualTo(1);
        assertThat(Width.of("🛒")).isEqualTo(2);
    }
}
