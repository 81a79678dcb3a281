package io.foresale.adapter.secrets;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Clients of Secrets Manager. */
public final class SecretClients {

    /** A key is waited for by the call that carries it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private SecretClients() {}

    /**
     * A client in the region that an ARN names, else in the one of the SDK's default chain.
     *
     * @param endpoint another address than the region's
     */
    public static SecretsManagerClient of(SecretName name, Optional<URI> endpoint) {
        var builder = SecretsManagerClient.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(TIMEOUT)
                        .socketTimeout(TIMEOUT)
                        .build())
                .overrideConfiguration(o -> o.apiCallTimeout(TIMEOUT));
        endpoint.ifPresent(builder::endpointOverride);
        name.region().map(Region::of).ifPresent(builder::region);
        return builder.build();
    }
}
