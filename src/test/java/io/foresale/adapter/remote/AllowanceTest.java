package io.foresale.adapter.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foresale.adapter.remote.CallFailed.Passing;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Waiting: as the limits say, as the pauses say, as the endpoint says. */
class AllowanceTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong clock = new AtomicLong(42);

    @Test
    void aTenthOfAMinuteComesAtOnceAndTheRestAtItsPace() {
        var allowance = new Allowance(60, clock::get);
        assertThat(LongStream.range(0, 6).map(i -> allowance.take(1))).containsOnly(0L);
        assertThat(allowance.take(1)).isEqualTo(SECOND);
        assertThat(allowance.take(1)).isEqualTo(2 * SECOND);
        clock.addAndGet(3 * SECOND);
        assertThat(allowance.take(1)).isEqualTo(0);
    }

    @Test
    void whatIsNotTakenDoesNotAddUpBeyondATenthOfAMinute() {
        var allowance = new Allowance(60, clock::get);
        clock.addAndGet(3_600 * SECOND);
        assertThat(LongStream.range(0, 7).map(i -> allowance.take(1)).sum()).isEqualTo(SECOND);
    }

    @Test
    void moreThanThereIsMayBeTakenOnceAndIsWaitedForByTheNext() {
        var allowance = new Allowance(6_000, clock::get);
        assertThat(allowance.take(1_600)).isZero();
        assertThat(allowance.take(1)).isCloseTo(10 * SECOND + SECOND / 100, within(1_000L));
    }

    @Test
    void pausesDoubleUpToTheLongestAndAreRandomInTheirUpperHalf() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(350));
        var failure = Passing.down("down", Optional.empty(), null);
        assertThat(backoff.nextDelayInMillis(failure)).isBetween(50L, 100L);
        assertThat(backoff.nextDelayInMillis(failure)).isBetween(100L, 200L);
        assertThat(backoff.nextDelayInMillis(failure)).isBetween(175L, 350L);
        assertThat(backoff.nextDelayInMillis(failure)).isBetween(175L, 350L);
    }

    @Test
    void aPauseIsNoShorterThanTheEndpointAsks() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(60));
        assertThat(backoff.nextDelayInMillis(Passing.throttled("slow", Optional.of(Duration.ofSeconds(7)))))
                .isBetween(7_050L, 7_100L);
    }

    @Test
    void theEndpointSaysSecondsOrADate() {
        assertThat(RetryAfter.of(Optional.of("7"))).contains(Duration.ofSeconds(7));
        assertThat(RetryAfter.of(Optional.of(" 0.25 "))).contains(Duration.ofMillis(250));
        var soon = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90).format(DateTimeFormatter.RFC_1123_DATE_TIME);
        assertThat(RetryAfter.of(Optional.of(soon)).orElseThrow())
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
        assertThat(RetryAfter.of(Optional.of("Wed, 21 Oct 2015 07:28:00 GMT"))).contains(Duration.ZERO);
        assertThat(RetryAfter.of(Optional.of("soon"))).isEmpty();
        assertThat(RetryAfter.of(Optional.empty())).isEmpty();
    }
}
