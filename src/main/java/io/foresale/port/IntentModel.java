package io.foresale.port;

/** Judges how much a text tells of wanting to buy: a number from 0, not at all, to 1, about to. */
public interface IntentModel extends TextModel<Judgement> {}
