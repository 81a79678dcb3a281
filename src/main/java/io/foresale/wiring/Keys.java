package io.foresale.wiring;

import io.foresale.adapter.remote.ApiKey;
import io.foresale.adapter.secrets.SecretClients;
import io.foresale.adapter.secrets.SecretKey;
import io.foresale.adapter.secrets.SecretName;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The keys of endpoints: as they stand in the settings, or kept where the settings say. */
final class Keys {

    private Keys() {}

    static ApiKey of(Optional<String> setting) {
        return setting.flatMap(SecretName::of).map(Keys::kept).orElseGet(() -> ApiKey.of(setting));
    }

    private static ApiKey kept(SecretName name) {
        return new SecretKey(name, new Once(name), InstantSource.system());
    }

    /** Makes the client when it is first wanted: without the region it needs, a process that asks no endpoint still starts. */
    private static final class Once implements Supplier<SecretsManagerClient> {

        private final SecretName name;
        private Optional<SecretsManagerClient> client = Optional.empty();

        Once(SecretName name) {
            this.name = name;
        }

        @Override
        public synchronized SecretsManagerClient get() {
            var made = client.orElseGet(() -> SecretClients.of(name, Optional.empty()));
            client = Optional.of(made);
            return made;
        }
    }
}
