package io.foresale.score;

import java.util.List;
import java.util.Optional;

/**
 * How likely one shopper is to buy.
 *
 * @param id the value of the model's id column, where it was sent
 * @param probability from 0 to 1
 * @param band low, medium or high: where the probability lies among those of the model's training examples
 * @param textUsed whether the answer rests on the shopper's texts too; false where none was sent or none could be embedded
 * @param reasons the columns that move the score most, the strongest first
 * @param missing the features that were not sent or empty
 * @param unknown the features whose level the model never saw
 * @param ignored what was sent and is no feature of the model
 * @param notes what the caller should know, such as why a text was left out
 */
public record ShopperScore(
        Optional<String> id,
        double probability,
        String band,
        boolean textUsed,
        List<Reason> reasons,
        List<String> missing,
        List<String> unknown,
        List<String> ignored,
        List<String> notes) {}
