package io.foresale.evaluate;

/** A measured value and where it lies with 95 % confidence. */
public record Interval(double value, double low, double high) {

    /** Above zero beyond noise. */
    public boolean above() {
        return low > 0;
    }

    /** Below zero beyond noise. */
    public boolean below() {
        return high < 0;
    }
}
