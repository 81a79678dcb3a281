package io.foresale.score;

import io.foresale.events.SentVisits.Visit;
import java.util.List;

/**
 * A visit as it was sent.
 *
 * @param ignored what was sent and is no field of a visit or an event
 */
record SentVisit(Visit visit, List<String> ignored) {}
