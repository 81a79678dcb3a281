package io.foresale.adapter.bedrock;

import io.foresale.adapter.aws.AwsClients.Place;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * Where Bedrock is. Credentials are those of the SDK's default chain.
 *
 * @param region empty: the SDK's default chain
 * @param endpoint another address than the region's
 * @param wordsAreQueries whether models that tell the two apart are told that a shopper's words are questions
 * @param timeout of a call
 */
public record BedrockSettings(
        Optional<String> region,
        Optional<URI> endpoint,
        boolean wordsAreQueries,
        Duration connectTimeout,
        Duration timeout) {

    Place place() {
        return new Place(region.map(Region::of), endpoint, connectTimeout, timeout);
    }
}
