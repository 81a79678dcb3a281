package io.foresale.demo;

/** What all that happens in the shop happens in. */
record World(long seed, long opened, Grammar grammar, Catalogue catalogue, Outbox outbox) {

    /** Midnight at the start of a day, counted from the opening, in seconds since 1970. */
    long midnight(int day) {
        return opened + day * Outbox.DAY;
    }
}
