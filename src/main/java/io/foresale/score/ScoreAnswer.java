package io.foresale.score;

import io.foresale.domain.Digest;
import io.foresale.domain.ModelName;
import java.util.List;

/**
 * How likely some shoppers are to buy.
 *
 * @param version of the model that answered
 * @param scores one a shopper, in the order they were sent
 */
public record ScoreAnswer(ModelName model, Digest version, List<ShopperScore> scores) {}
