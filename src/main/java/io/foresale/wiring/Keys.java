package io.foresale.wiring;

import io.foresale.adapter.remote.ApiKey;
import io.foresale.adapter.secrets.SecretClients;
import io.foresale.adapter.secrets.SecretKey;
import io.foresale.adapter.secrets.SecretName;
import java.time.InstantSource;
import java.util.Optional;

/** The keys of endpoints: as they stand in the settings, or kept where the settings say. */
final class Keys {

    private Keys() {}

    static ApiKey of(Optional<String> setting) {
        return setting.flatMap(SecretName::of).map(Keys::kept).orElseGet(() -> ApiKey.of(setting));
    }

    private static ApiKey kept(SecretName name) {
        return new SecretKey(name, new Lazy<>(() -> SecretClients.of(name, Optional.empty())), InstantSource.system());
    }
}
