package io.foresale.adapter.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void timesAreReadAsPeopleSayThem() {
        assertThat(Figures.took(Duration.ofMillis(840))).isEqualTo("0.8 s");
        assertThat(Figures.took(Duration.ofSeconds(125))).isEqualTo("2 min 05 s");
        assertThat(Figures.left(Duration.ofMillis(3_200))).isEqualTo("4 s");
        assertThat(Figures.left(Duration.ofMinutes(72))).isEqualTo("1 h 12 min");
    }

    @Test
    void countsHaveTheirThousandsMarkedAndMeasuresFourDigits() {
        assertThat(Figures.count((Number) 12_330L)).isEqualTo("12,330");
        assertThat(Figures.count((Number) 0.89041)).isEqualTo("0.8904");
        assertThat(Figures.rate(4.25, "")).isEqualTo("4.3/s");
        assertThat(Figures.rate(1_240.4, " texts")).isEqualTo("1,240 texts/s");
    }

    @Test
    void onlyAllIsAHundredPercent() {
        assertThat(Figures.percent(0.9999)).isEqualTo("99 %");
        assertThat(Figures.percent(1)).isEqualTo("100 %");
    }
}
