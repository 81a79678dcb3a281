package io.foresale.api.access;

import io.foresale.config.AccessConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start where strangers could reach a server that asks for no key. */
@ApplicationScoped
public class OpenDoor {

    void check(
            @Observes StartupEvent start,
            AccessConfig access,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        check(access, host);
    }

    /** Refuses an address that is not loopback while there is no key. */
    public void check(AccessConfig access, String host) {
        if (ApiKeys.of(access.keys()).isEmpty() && !Loopback.isName(host)) {
            throw new ConfigurationException(
                    "quarkus.http.host: wanted 127.0.0.1 while no API key is configured, got '%s'; set foresale.access.keys.<name>.hash and .role, or leave the host out"
                            .formatted(host));
        }
    }
}
