package io.foresale.port;

/**
 * Judges how much a text tells of wanting to buy: a number from 0, not at all, to 1, about to. A text that the model does
 * not judge, or judges by anything else than such a number, has failed.
 */
public interface IntentModel extends TextModel<Double> {}
