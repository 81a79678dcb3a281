package io.foresale.embed;

/** A text and its name. */
record Text(String hash, String text) {}
