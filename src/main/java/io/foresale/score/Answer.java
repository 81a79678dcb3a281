package io.foresale.score;

/** What a model answers to those that are sent to it. */
public sealed interface Answer permits ScoreAnswer, VisitAnswer {}
