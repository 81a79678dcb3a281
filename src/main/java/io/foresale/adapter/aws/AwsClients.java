package io.foresale.adapter.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Sets up the SDK's clients. */
public final class AwsClients {

    private AwsClients() {}

    /**
     * Where a service is, and how long to wait for it.
     *
     * @param region empty: the SDK's default chain
     * @param endpoint another address than the region's
     * @param connect how long to wait for a connection
     * @param read how long to wait for the next bytes
     */
    public record Place(Optional<Region> region, Optional<URI> endpoint, Duration connect, Duration read) {}

    /** The builder of a client, set for a place, over the JDK's own HTTP client. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B at(Place place, B builder) {
        builder.httpClient(UrlConnectionHttpClient.builder()
                .connectionTimeout(place.connect())
                .socketTimeout(place.read())
                .build());
        place.endpoint().ifPresent(builder::endpointOverride);
        place.region().ifPresent(builder::region);
        return builder;
    }
}
