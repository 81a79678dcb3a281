package io.foresale.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.foresale.adapter.openai.OpenAiChatSettings;
import io.foresale.adapter.openai.OpenAiEndpoint;
import io.foresale.adapter.openai.OpenAiJudge;
import io.foresale.adapter.openai.OpenAiServer;
import io.foresale.adapter.remote.ApiKey;
import io.foresale.adapter.remote.RemoteJudge;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.adapter.remote.RemoteSettings.LongTexts;
import io.foresale.embed.FaultyChat.Fault;
import io.foresale.port.Budget;
import io.foresale.port.HashingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A judge that fails at random: every text is judged once or reported, and none that was is asked for again. */
class JudgeFaultsTest {

    private static final int TEXTS = 400;
    private static final int UNJUDGED =
            (int) IntStream.range(0, TEXTS).filter(FaultyChat::unjudged).count();

    @TempDir
    Path scratch;

    private static RemoteJudge judge(FaultyChat chat) {
        var server = new OpenAiServer(
                chat.baseUrl(),
                ApiKey.of(Optional.empty()),
                OpenAiServer.BEARER,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                "foresale.intent.openai");
        return new RemoteJudge(
                new OpenAiJudge(
                        RemoteName.ofJudge("openai-chat:judge"),
                        new OpenAiChatSettings(server, OptionalDouble.empty(), 64),
                        OpenAiEndpoint.client(server)),
                EndpointFaultsTest.settings(3, LongTexts.REFUSE),
                System::nanoTime);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyTextIsJudgedOnceOverHoweverManyDeliveries(long seed) throws IOException {
        try (var chat = new FaultyChat(seed, 0.5)) {
            var shop = new Shop(scratch);
            shop.schemaInForce(JudgedTextsTest.SCHEMA);
            var part = shop.part("a.csv", EndpointFaultsTest.rows(TEXTS));
            var judge = judge(chat);
            var step = shop.step(new HashingModel("hashing-8", 8), _ -> judge, Budget.unlimited());
            int deliveries = 1;
            while (!EndpointFaultsTest.delivered(step, part)) {
                var counts = shop.lastRun().counts();
                assertThat(number(counts.get("judged: cached"))
                                + number(counts.get("judged"))
                                + number(counts.get("judged: failed"))
                                + number(counts.get("judged: unreached")))
                        .as("%s", counts)
                        .isEqualTo(TEXTS);
                assertThat(++deliveries).isLessThan(30);
            }
            assertThat(deliveries)
                    .as("the faults were too few to test anything")
                    .isGreaterThan(1);
            assertThat(chat.faults()).containsKeys(Fault.values());
            assertThat(chat.askedAgain()).isEmpty();
            assertThat(chat.answered()).hasSize(TEXTS).allSatisfy((_, times) -> assertThat(times)
                    .isEqualTo(1));
            assertThatIntentsAreRight(shop);
        }
    }

    private static long number(@Nullable Number count) {
        return count == null ? 0 : count.longValue();
    }

    private static void assertThatIntentsAreRight(Shop shop) {
        var manifest = shop.vectors(shop.lastRun().outputs().getFirst());
        var intents = manifest.intents().orElseThrow();
        assertThat(intents.counts()).containsEntry("texts", (long) TEXTS).containsEntry("failed", (long) UNJUDGED);
        assertThat(shop.lastRun().counts())
                .containsEntry("not judged: answered with a number outside 0 to 1", UNJUDGED / 3L)
                .containsEntry("not judged: answered without the number that was asked for", UNJUDGED / 3L)
                .containsEntry("not judged: refused to answer", UNJUDGED / 3L);
        var kept = shop.intents(intents.objects());
        for (int i = 0; i < TEXTS; i++) {
            var hash = Shop.hash("text number " + i);
            if (FaultyChat.unjudged(i)) {
                assertThat(kept).doesNotContainKey(hash);
            } else {
                assertThat(kept).containsEntry(hash, FaultyChat.intent(i));
            }
        }
    }
}
