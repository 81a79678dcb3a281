package io.foresale.adapter.secrets;

import io.foresale.adapter.aws.AwsClients;
import io.foresale.adapter.aws.AwsClients.Place;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
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
        var place = new Place(name.region().map(Region::of), endpoint, TIMEOUT, TIMEOUT);
        return AwsClients.at(place, SecretsManagerClient.builder())
                .overrideConfiguration(o -> o.apiCallTimeout(TIMEOUT))
                .build();
    }
}
