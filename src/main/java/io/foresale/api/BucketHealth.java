package io.foresale.api;

import io.foresale.domain.ForesaleException;
import io.foresale.domain.ObjectKey;
import io.foresale.port.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready to work while the bucket answers; it says nothing of why not, since anybody may ask. */
@Readiness
@ApplicationScoped
public class BucketHealth implements HealthCheck {

    /** No such object is needed: that it is not there is an answer too. */
    private static final ObjectKey ANY = new ObjectKey("datasets/health.json");

    private final ObjectStore store;

    public BucketHealth(ObjectStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            store.head(ANY);
            return HealthCheckResponse.up("bucket");
        } catch (ForesaleException e) {
            return HealthCheckResponse.down("bucket");
        }
    }
}
