package io.foresale.demo;

import java.util.Locale;

/** What a visitor holds in their hands. */
enum Device {
    MOBILE,
    DESKTOP,
    TABLET;

    private static final double[] SHARES = {0.6, 0.3, 0.1};

    static Device any(Dice dice) {
        return values()[dice.weighted(SHARES)];
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
