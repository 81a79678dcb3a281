package io.foresale.model;

import java.util.Arrays;

/** What is done to a quantity before it is standardised, so that a linear model can weigh it. Monotone. */
public sealed interface NumericTransform {

    double apply(double value);

    /** Nothing. */
    record Identity() implements NumericTransform {
        @Override
        public double apply(double value) {
            return value;
        }
    }

    /** {@code sign(x) · ln(1 + |x|)}: for quantities with a long tail. */
    record Log() implements NumericTransform {
        @Override
        public double apply(double value) {
            return Math.signum(value) * Math.log1p(Math.abs(value));
        }
    }

    /**
     * The share of training values below, linear between the knots: for quantities that stay skewed under a logarithm.
     *
     * @param knots distinct values, rising
     * @param shares of training values at or below each, the ties halved
     */
    record Quantile(double[] knots, double[] shares) implements NumericTransform {
        @Override
        public double apply(double value) {
            int found = Arrays.binarySearch(knots, value);
            if (found >= 0) {
                return shares[found];
            }
            int above = -found - 1;
            if (above == 0) {
                return shares[0];
            }
            if (above == knots.length) {
                return shares[knots.length - 1];
            }
            double way = (value - knots[above - 1]) / (knots[above] - knots[above - 1]);
            return shares[above - 1] + way * (shares[above] - shares[above - 1]);
        }
    }
}
