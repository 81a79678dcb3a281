package io.foresale.api.access;

import io.foresale.config.AccessConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Behind a gateway every caller is a stranger, whatever address the server has. */
@ApplicationScoped
public class GatewayDoor {

    void check(@Observes StartupEvent start, AccessConfig access, OpenDoor door) {
        door.check(access, "behind a gateway");
    }
}
