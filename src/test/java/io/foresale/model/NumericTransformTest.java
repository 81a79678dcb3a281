package io.foresale.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NumericTransformTest {

    /** Of the values 0, 0, 0, 10, 50: the middle rank of each, as a share. */
    private static final NumericTransform QUANTILE =
            new NumericTransform.Quantile(new double[] {0, 10, 50}, new double[] {0.3, 0.7, 0.9});

    private static final NumericTransform LOG = new NumericTransform.Log();

    @Test
    void atAKnotTheShareIsItsOwnAndBetweenKnotsItIsInterpolated() {
        assertThat(QUANTILE.apply(10)).isEqualTo(0.7);
        assertThat(QUANTILE.apply(5)).isCloseTo(0.5, within(1e-12));
        assertThat(QUANTILE.apply(30)).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void beyondTheKnotsTheShareIsThatOfTheNearest() {
        assertThat(QUANTILE.apply(-1)).isEqualTo(0.3);
        assertThat(QUANTILE.apply(Double.POSITIVE_INFINITY)).isEqualTo(0.9);
    }

    @Test
    void minusZeroIsZero() {
        assertThat(QUANTILE.apply(-0.0)).isEqualTo(0.3);
    }

    @Test
    void theLogarithmIsTheSameOnBothSidesOfZero() {
        assertThat(LOG.apply(Math.E - 1)).isCloseTo(1, within(1e-12));
        assertThat(LOG.apply(1 - Math.E)).isCloseTo(-1, within(1e-12));
        assertThat(LOG.apply(0)).isZero();
    }

    @Property
    void noTransformTurnsTwoValuesAround(@ForAll double one, @ForAll double other) {
        double low = Math.min(one, other);
        double high = Math.max(one, other);
        assertThat(QUANTILE.apply(low)).isLessThanOrEqualTo(QUANTILE.apply(high));
        assertThat(LOG.apply(low)).isLessThanOrEqualTo(LOG.apply(high));
    }
}
