package io.foresale.adapter.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.domain.RetriableException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void everyNumberIsWorkedOnOnce(int threads) {
        var done = new AtomicInteger[100];
        java.util.Arrays.setAll(done, _ -> new AtomicInteger());
        try (var workers = new Workers(threads)) {
            workers.forEach(100, i -> done[i].incrementAndGet());
        }
        assertThat(done).allMatch(times -> times.get() == 1);
    }

    @Test
    void whatIsInterruptedEndsWithTheTextThatWasBegun() {
        var done = new AtomicInteger();
        try (var workers = new Workers(1)) {
            assertThatThrownBy(() -> workers.forEach(1_000, i -> {
                        if (done.incrementAndGet() == 4) {
                            Thread.currentThread().interrupt();
                        }
                    }))
                    .isInstanceOf(RetriableException.class)
                    .hasMessage("embedding was interrupted");
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            assertThat(done).hasValue(4);
        }
    }
}
