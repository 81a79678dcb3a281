package io.foresale.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.api.access.ApiKeys.Caller;
import io.foresale.config.AccessConfig;
import io.foresale.config.AccessConfig.AccessRole;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    /** {@code printf abc | sha256sum}, which is also FIPS 180-2's example. */
    private static final String HASH_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private record Setting(String hash, AccessRole role) implements AccessConfig.Key {}

    @Test
    void aKeyBelongsToWhomTheSettingsSay() {
        var keys = ApiKeys.of(Map.of("page", new Setting(HASH_OF_ABC, AccessRole.SCORE)));
        assertThat(keys.owner("abc")).isEqualTo(Optional.of(new Caller("page", AccessRole.SCORE)));
        assertThat(keys.owner("abd")).isEmpty();
        assertThat(keys.owner(HASH_OF_ABC)).isEmpty();
        assertThat(keys.owner("")).isEmpty();
    }

    @Test
    void withoutSettingsNobodyHasAKey() {
        assertThat(ApiKeys.of(Map.of()).isEmpty()).isTrue();
        assertThat(ApiKeys.of(Map.of()).owner("abc")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "my-secret-key-in-plain-words", "ba7816bf"})
    void aSettingThatIsNoHashIsRefusedByNameAndNotQuoted(String hash) {
        assertThatThrownBy(() -> ApiKeys.of(Map.of("page", new Setting(hash, AccessRole.SCORE))))
                .hasMessageContaining("foresale.access.keys.page.hash")
                .hasMessageNotContaining("secret");
    }
}
