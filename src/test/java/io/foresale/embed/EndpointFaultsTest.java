package io.foresale.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.openai.OpenAiEndpoint;
import io.foresale.adapter.openai.OpenAiServer;
import io.foresale.adapter.openai.OpenAiSettings;
import io.foresale.adapter.remote.ApiKey;
import io.foresale.adapter.remote.RemoteModel;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.adapter.remote.RemoteSettings;
import io.foresale.adapter.remote.RemoteSettings.LongTexts;
import io.foresale.domain.ForesaleException;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.State;
import io.foresale.domain.StepResult;
import io.foresale.embed.FaultyEndpoint.Fault;
import io.foresale.port.HashingModel;
import io.foresale.port.TextModel.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint that fails at random: every text is embedded once or reported, and none that was is asked for again. */
class EndpointFaultsTest {

    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final int TEXTS = 1_500;

    @TempDir
    Path scratch;

    private static RemoteModel model(FaultyEndpoint endpoint, int tries) {
        var server = new OpenAiServer(
                endpoint.baseUrl(),
                ApiKey.of(Optional.empty()),
                OpenAiServer.BEARER,
                Duration.ofSeconds(5),
                TIMEOUT,
                "foresale.embed.openai");
        var settings = new OpenAiSettings(server, false, false, 10);
        var name = RemoteName.of("openai:hashing@8").orElseThrow();
        return new RemoteModel(
                new OpenAiEndpoint(name, settings, OpenAiEndpoint.client(server)),
                settings(tries, LongTexts.SPLIT),
                System::nanoTime);
    }

    static RemoteSettings settings(int tries, LongTexts longTexts) {
        return new RemoteSettings(
                OptionalLong.empty(),
                OptionalLong.empty(),
                16,
                tries,
                Duration.ofMillis(2),
                Duration.ofMillis(50),
                1_000,
                Duration.ofMillis(100),
                longTexts,
                1,
                1);
    }

    static List<@Nullable Object[]> rows(int texts) {
        return IntStream.range(0, texts)
                .mapToObj(i -> new @Nullable Object[] {"text number " + i, null})
                .toList();
    }

    /** Whether there is nothing left to do. */
    static boolean delivered(EmbedStep step, ObjectRef part) {
        try {
            return step.embed(part) instanceof StepResult.Written;
        } catch (ForesaleException _) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyTextIsEmbeddedOnceOverHoweverManyDeliveries(long seed) throws IOException {
        try (var endpoint = new FaultyEndpoint(seed, 0.5)) {
            var shop = new Shop(scratch);
            var part = shop.part("a.csv", rows(TEXTS));
            var step = shop.step(new OneModel(model(endpoint, 3)));
            int deliveries = 1;
            while (!delivered(step, part)) {
                var run = shop.lastRun();
                assertThat(run.state()).isEqualTo(State.FAILED);
                assertThat(allCounted(run) || saysThatNoAnswerWasOne(run))
                        .as("%s", run)
                        .isTrue();
                assertThat(++deliveries).isLessThan(30);
            }
            assertThat(deliveries)
                    .as("the faults were too few to test anything")
                    .isGreaterThan(1);
            assertThat(endpoint.faults()).containsKeys(Fault.values());
            assertThat(endpoint.askedAgain()).isEmpty();
            assertThat(endpoint.answered()).hasSize(TEXTS).allSatisfy((_, times) -> assertThat(times)
                    .isEqualTo(1));
            assertThatVectorsAreRight(shop);
        }
    }

    /** Every text was known, is embedded now, or is reported. */
    private static boolean allCounted(RunRecord run) {
        var counts = run.counts();
        return number(counts.get("cached")) + number(counts.get("embedded")) + number(counts.get("unreached")) == TEXTS;
    }

    /** The very first call was answered with rubbish to its last try: it may be another model than thought. */
    private static boolean saysThatNoAnswerWasOne(RunRecord run) {
        return number(run.counts().get("embedded")) == 0
                && run.problem().orElseThrow().subject().startsWith("the answer of");
    }

    private static long number(@Nullable Number count) {
        return count == null ? 0 : count.longValue();
    }

    private static void assertThatVectorsAreRight(Shop shop) {
        var manifest = shop.vectors(shop.lastRun().outputs().getFirst());
        assertThat(manifest.counts()).containsEntry("texts", (long) TEXTS).containsEntry("failed", 0L);
        var vectors = shop.read(manifest.vectors());
        assertThat(vectors).hasSize(TEXTS);
        var truth = new HashingModel("hashing-8", 8);
        for (int i = 0; i < TEXTS; i += 97) {
            var text = "text number " + i;
            var expected =
                    (Outcome.Answered<float[]>) truth.embed(List.of(text)).getFirst();
            assertThat(vectors.get(Shop.hash(text)))
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(expected.answer());
        }
    }
}
