package io.foresale.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.EmbeddingEndpoint;
import io.foresale.adapter.remote.RemoteModel;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.adapter.remote.RemoteSettings;
import io.foresale.adapter.remote.RemoteSettings.LongTexts;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.RetriableException;
import io.foresale.port.Budget;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.HashingModel;
import io.foresale.port.TextModel.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a job that is cut off in the middle of a slice of texts: what was answered is not paid for again. */
class CutOffEmbeddingTest {

    private static final int TEXTS_OF_A_CALL = 10;
    private static final int CALLS_AT_A_TIME = 4;

    @TempDir
    Path scratch;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(scratch);
    }

    private ObjectRef part(int texts) {
        return shop.part(
                "a.csv",
                IntStream.range(0, texts)
                        .mapToObj(i -> new @Nullable Object[] {"text " + i, null})
                        .toList());
    }

    /** An endpoint that answers to so many calls and then to none, until it is told to. */
    private static final class Hanging implements EmbeddingEndpoint {

        private final Queue<String> answered = new ConcurrentLinkedQueue<>();
        private final AtomicInteger left;
        private final AtomicInteger hanging = new AtomicInteger();

        Hanging(int calls) {
            left = new AtomicInteger(calls);
        }

        @Override
        public RemoteName name() {
            return RemoteName.of("fake:hashing@8").orElseThrow();
        }

        @Override
        public int dimensions() {
            return 8;
        }

        @Override
        public Limits limits() {
            return new Limits(TEXTS_OF_A_CALL, 100, 1_000, 10_000);
        }

        @Override
        public Answer<float[]> call(List<String> texts, Use use) {
            if (left.getAndDecrement() <= 0) {
                hanging.incrementAndGet();
                hang();
            }
            var vectors = new HashingModel("hashing", 8)
                    .embed(texts).stream()
                            .map(outcome -> ((Outcome.Answered<float[]>) outcome).answer())
                            .toList();
            answered.addAll(texts);
            return new Answer<>(vectors, OptionalLong.of(texts.size()));
        }

        private static void hang() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Passing.unanswered("interrupted", Optional.empty(), e);
            }
        }
    }

    private static EmbeddingModel model(EmbeddingEndpoint endpoint) {
        var settings = new RemoteSettings(
                OptionalLong.empty(),
                OptionalLong.empty(),
                CALLS_AT_A_TIME,
                1,
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                1_000,
                Duration.ofMinutes(1),
                LongTexts.REFUSE,
                1,
                1);
        return new RemoteModel(endpoint, settings, System::nanoTime);
    }

    @Test
    @Timeout(60)
    void whenTheTimeIsOverInTheMiddleOfASliceWhatCameByThenIsKept() {
        var part = part(500);
        var endpoint = new Hanging(7);
        var model = new OneModel(model(endpoint));
        // When as many calls hang as there may be at a time, what others answered has been received.
        var timed = shop.step(model).until(() -> endpoint.hanging.get() == CALLS_AT_A_TIME);
        assertThatThrownBy(() -> timed.embed(part))
                .isInstanceOf(RetriableException.class)
                .hasMessageContainingAll("430 of 500 texts could not be embedded", "70 were and are kept");
        assertThat(shop.lastRun().counts()).containsEntry("embedded", 70L).containsEntry("unreached", 430L);

        endpoint.left.set(1_000);
        var manifest = shop.vectors(shop.step(model).embed(part).manifest().orElseThrow());
        assertThat(shop.read(manifest.vectors())).hasSize(500);
        assertThat(endpoint.answered).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void aKillLosesNoMoreThanHalfAMinutesAnswersAndTheSliceThatIsAsked() {
        var now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
        var asked = new ArrayList<String>();
        var slices = new AtomicInteger();
        var model = new OneModel(new HashingModel("hashing-8", 8) {
            @Override
            public List<Outcome<float[]>> embed(List<String> texts) {
                now.updateAndGet(time -> time.plusSeconds(10));
                asked.addAll(texts);
                if (slices.incrementAndGet() == 9) {
                    throw new OutOfMemoryError("killed");
                }
                return super.embed(texts);
            }
        });
        var part = part(1_000);
        var step = shop.step(model, Budget.unlimited(), now::get);
        assertThatThrownBy(() -> step.embed(part)).isInstanceOf(OutOfMemoryError.class);
        assertThat(asked).hasSize(900);
        assertThat(shop.lastRun().counts()).containsEntry("embedded", 800L);

        assertThat(step.embed(part).manifest()).isPresent();
        assertThat(asked).as("600 were kept after a minute").hasSize(900 + 400);
        assertThat(asked.stream().distinct()).hasSize(1_000);
    }
}
