package io.foresale.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresentedTest {

    /** {@code printf ':secret' | base64} */
    private static final Optional<String> BASIC = Optional.of("Basic OnNlY3JldA==");

    @Test
    void aKeyIsTakenFromEitherHeader() {
        assertThat(Presented.key(Optional.of("secret"), Optional.empty(), false))
                .contains("secret");
        assertThat(Presented.key(Optional.empty(), Optional.of("Bearer secret"), false))
                .contains("secret");
        assertThat(Presented.key(Optional.empty(), Optional.of("bearer  secret "), false))
                .contains("secret");
    }

    @Test
    void aPasswordIsTakenAtTheDocumentationOnly() {
        assertThat(Presented.key(Optional.empty(), BASIC, true)).contains("secret");
        assertThat(Presented.key(Optional.empty(), BASIC, false)).isEmpty();
    }

    @Test
    void whatIsNoKeyIsNone() {
        assertThat(Presented.key(Optional.empty(), Optional.empty(), true)).isEmpty();
        assertThat(Presented.key(Optional.of(""), Optional.empty(), true)).isEmpty();
        assertThat(Presented.key(Optional.empty(), Optional.of("Bearer"), true)).isEmpty();
        assertThat(Presented.key(Optional.empty(), Optional.of("Basic %%%"), true))
                .isEmpty();
        assertThat(Presented.key(Optional.empty(), Optional.of("Digest secret"), true))
                .isEmpty();
    }
}
