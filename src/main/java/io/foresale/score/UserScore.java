package io.foresale.score;

import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ModelName;
import java.time.Instant;
import java.util.List;

/**
 * How likely a known shopper is to buy within the horizon.
 *
 * @param version of the model that answered
 * @param user the id as in the log, of whom an anonymous id turned out to be
 * @param asOf the moment up to which the shopper's events are known
 * @param horizonDays from {@code asOf}, within which the shopper may buy
 * @param probability from 0 to 1
 * @param band low, medium or high: where the probability lies among those of the model's test examples
 * @param reasons the features that move the score most, the strongest first
 */
public record UserScore(
        DatasetName dataset,
        ModelName model,
        Digest version,
        String user,
        Instant asOf,
        int horizonDays,
        double probability,
        String band,
        List<Reason> reasons) {}
