package io.foresale.score;

import io.foresale.domain.Digest;
import io.foresale.domain.ModelName;
import java.time.Instant;
import java.util.List;

/**
 * How likely some visits are to end in a purchase.
 *
 * @param version of the model that answered
 * @param asOf the moment up to which the log says what visitors did before
 * @param scores one a visit, in the order they were sent
 */
public record VisitAnswer(ModelName model, Digest version, Instant asOf, List<VisitScore> scores) {}
