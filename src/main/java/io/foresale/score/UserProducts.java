package io.foresale.score;

import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ModelName;
import java.time.Instant;
import java.util.List;

/**
 * What a known shopper is likely to buy within the horizon.
 *
 * @param version of the model that answered
 * @param user the id as in the log, of whom an anonymous id turned out to be
 * @param asOf the moment up to which the shopper's events are known
 * @param horizonDays from {@code asOf}
 * @param products the likeliest first
 */
public record UserProducts(
        DatasetName dataset,
        ModelName model,
        Digest version,
        String user,
        Instant asOf,
        int horizonDays,
        List<ProductScore> products) {

    public UserProducts {
        products = List.copyOf(products);
    }

    /** Its likeliest products. */
    UserProducts first(int most) {
        return new UserProducts(
                dataset, model, version, user, asOf, horizonDays, products.subList(0, Math.min(most, products.size())));
    }

    /**
     * One product.
     *
     * @param product its id as in the log
     * @param name the empty string where the log knows none
     * @param probability of being bought by this shopper, from 0 to 1
     */
    public record ProductScore(String product, String name, double probability, String band) {}
}
