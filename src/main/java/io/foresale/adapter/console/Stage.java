package io.foresale.adapter.console;

import io.foresale.domain.RunRecord;

/** A run on display and the pace it goes at. */
record Stage(RunRecord run, Pace pace) {}
