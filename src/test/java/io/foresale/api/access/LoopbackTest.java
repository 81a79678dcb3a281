package io.foresale.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost, ",
        "127.0.0.9, 127.0.0.1, ",
        "::1, [::1], ",
        "0:0:0:0:0:0:0:1, localhost, http://localhost:8080",
        "127.0.0.1, localhost, http://127.0.0.1:3000",
        "127.0.0.1, shop.localhost, "
    })
    void thisMachineIsServed(String peer, String host, String origin) {
        assertThat(Loopback.serves(Optional.of(peer), host, Optional.ofNullable(origin), false))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.1.7, localhost, ",
        "::ffff:10.0.0.1, localhost, ",
        "127.0.0.1, rebound.example, ",
        "127.0.0.1, localhost.example, ",
        "127.0.0.1, 192.168.1.7, ",
        "127.0.0.1, '', ",
        "127.0.0.1, localhost, https://evil.example",
        "127.0.0.1, localhost, null",
        "127.0.0.1, localhost, http://localhost.evil.example"
    })
    void othersForeignPagesAndForeignNamesAreNot(String peer, String host, String origin) {
        assertThat(Loopback.serves(Optional.of(peer), host, Optional.ofNullable(origin), false))
                .isFalse();
    }

    @Test
    void whoAsksThroughAProxyOrFromNowhereIsNotServed() {
        assertThat(Loopback.serves(Optional.of("127.0.0.1"), "localhost", Optional.empty(), true))
                .isFalse();
        assertThat(Loopback.serves(Optional.empty(), "localhost", Optional.empty(), false))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "shop.example", "127.0.0.1.example", "1", ""})
    void anAddressThatStrangersReachIsNoLoopback(String host) {
        assertThat(Loopback.isName(host)).isFalse();
    }
}
