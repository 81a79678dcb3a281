package io.foresale.function;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.foresale.adapter.openai.OpenAiChatSettings;
import io.foresale.adapter.openai.OpenAiEndpoint;
import io.foresale.adapter.openai.OpenAiJudge;
import io.foresale.adapter.openai.OpenAiServer;
import io.foresale.adapter.remote.ApiKey;
import io.foresale.adapter.remote.Judges;
import io.foresale.adapter.remote.RemoteJudge;
import io.foresale.adapter.remote.RemoteSettings;
import io.foresale.adapter.remote.RemoteSettings.LongTexts;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.State;
import io.foresale.port.Deadline;
import io.foresale.score.Reason;
import io.foresale.score.ShopperScore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A data set whose texts a chat model judges, from the upload to scores. The chat judges by keywords; it is no real one. */
class IntentChainTest {

    private static final String PATH = "/v1/chat/completions";
    private static final String CONFIG = "{\"intent\": {\"model\": \"openai-chat:gpt-4o-mini\"}}";
    private static final String CSV = csv();

    @TempDir
    static Path scratch;

    @RegisterExtension
    private static final WireMockExtension CHAT = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private ShopFloor floor;

    @BeforeEach
    void aDataSetIsJudgedAndLearnedFrom() {
        CHAT.stubFor(post(urlEqualTo(PATH)).willReturn(says("{\\\"intent\\\": 0.1}")));
        CHAT.stubFor(post(urlEqualTo(PATH))
                .withRequestBody(matchingJsonPath("$.messages[1].content", containing("gladly")))
                .willReturn(says("{\\\"intent\\\": 0.9}")));
        CHAT.stubFor(post(urlEqualTo(PATH))
                .withRequestBody(matchingJsonPath("$.messages[1].content", containing("riddle")))
                .willReturn(says("a riddle")));
        floor = new ShopFloor(scratch, new Judges(Map.of("openai-chat", name -> {
            var server = new OpenAiServer(
                    URI.create("http://127.0.0.1:" + CHAT.getPort() + "/v1"),
                    ApiKey.of(Optional.of("sk-test")),
                    OpenAiServer.BEARER,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    "foresale.intent.openai");
            var settings = new OpenAiChatSettings(server, OptionalDouble.of(0), 64);
            return new RemoteJudge(
                    new OpenAiJudge(name, settings, OpenAiEndpoint.client(server)), limits(), System::nanoTime);
        })));
        floor.put("datasets/shop.json", CONFIG);
        floor.put("raw/shop/shoppers.csv", CSV);
    }

    @Test
    void byForceTextsThatWereNotJudgedAreJudgedAgainAndAllThatFollowsIsMadeAnew() {
        var before = floor.manifest("features/shop/");
        var part = floor.manifest("clean/shop/");
        CHAT.stubFor(post(urlEqualTo(PATH)).willReturn(says("{\\\"intent\\\": 0.4}")));
        CHAT.resetRequests();
        var unforced = new FunctionCall(part.key().value(), null, false, false, null);
        assertThat(floor.functions.answer("embed", unforced, Deadline.none()).done())
                .isFalse();
        CHAT.verify(0, postRequestedFor(urlEqualTo(PATH)));

        var forced = new FunctionCall(part.key().value(), null, true, false, null);
        assertThat(floor.functions.answer("embed", forced, Deadline.none()).done())
                .isTrue();
        CHAT.verify(5, postRequestedFor(urlEqualTo(PATH)));
        CHAT.verify(
                5,
                postRequestedFor(urlEqualTo(PATH))
                        .withRequestBody(matchingJsonPath("$.messages[1].content", containing("riddle"))));
        floor.run();
        assertThat(floor.objects("features/shop/").stream().map(ObjectRef::key).filter(key -> key.fileName()
                        .equals("manifest.json")))
                .hasSize(2)
                .contains(before.key());
    }

    private static RemoteSettings limits() {
        return new RemoteSettings(
                OptionalLong.empty(),
                OptionalLong.empty(),
                8,
                2,
                Duration.ofMillis(1),
                Duration.ofMillis(10),
                1_000,
                Duration.ofMillis(1),
                LongTexts.REFUSE,
                0.15,
                0.6);
    }

    private static ResponseDefinitionBuilder says(String content) {
        return okJson("""
                {"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "%s"}}],
                 "usage": {"prompt_tokens": 140, "completion_tokens": 8}}""".formatted(content));
    }

    /** 200 shoppers, of whom those who ask gladly buy, mostly; no two do so in the same word, so vectors tell little. */
    private static String csv() {
        var random = new Random(7);
        var csv = new StringBuilder("shopper_id,visits,question,purchased\n");
        for (int i = 0; i < 200; i++) {
            boolean glad = random.nextBoolean();
            boolean buys = random.nextDouble() < (glad ? 0.85 : 0.15);
            csv.append("S%d,%d,shade %d and size %d for me %s please %d,%d\n"
                    .formatted(
                            i,
                            random.nextInt(9),
                            random.nextInt(1000),
                            random.nextInt(1000),
                            (i % 40 == 0 ? "riddle" : glad ? "gladly" : "later") + random.nextInt(100_000),
                            i,
                            buys ? 1 : 0));
        }
        return csv.toString();
    }

    private ShopperScore score(String question) {
        return floor.score
                .score(ShopFloor.modelName(), List.of(Map.of("visits", 4, "question", question)))
                .scores()
                .getFirst();
    }

    @Test
    void theIntentIsLearnedFromAndIsTheFirstReasonOfAScore() {
        assertThat(floor.refusals).isEmpty();
        assertThat(floor.runs.of(ShopFloor.SHOP, 100)).allMatch(run -> run.state() == State.SUCCEEDED);
        var counts = floor.runs("embed").getFirst().counts();
        assertThat(counts)
                .containsEntry("judged", 195L)
                .containsEntry("not judged: answered without the number that was asked for", 5L);
        assertThat(counts.get("judged: cost").doubleValue())
                .isCloseTo(200 * (140 * 0.15 + 8 * 0.6) / 1e6, within(1e-12));

        var glad = score("shade 5 for me gladly please");
        var later = score("shade 5 for me later please");
        assertThat(glad.probability()).isGreaterThan(later.probability() + 0.3);
        assertThat(glad.reasons().stream().map(Reason::feature)).first().isEqualTo("question_intent");
        assertThat(glad.reasons().getFirst().logOdds()).isPositive();
        assertThat(later.reasons().getFirst().logOdds()).isNegative();
    }

    @Test
    void aTextThatIsNotJudgedCountsAsMissingOnlineAsItDidWhereItWasLearnedFrom() {
        var score = score("shade 5 for me riddle please");
        assertThat(score.missing()).contains("question_intent");
        assertThat(score.textUsed()).isTrue();
    }

    @Test
    void aJudgeThatDoesNotAnswerLeavesTheAnswerToTheModelOfBehaviourWhichSaysSo() {
        CHAT.resetAll();
        CHAT.stubFor(post(urlEqualTo(PATH)).willReturn(serverError()));
        var score = score("shade 5 for me gladly please");
        assertThat(score.textUsed()).isFalse();
        assertThat(score.notes())
                .singleElement()
                .asString()
                .startsWith("answered without texts: openai-chat:gpt-4o-mini");
        assertThat(score.reasons().stream().map(Reason::feature)).doesNotContain("question_intent");
    }

    @Test
    void onlineAndBatchGiveTheSameShopperTheSameProbability() {
        floor.put("score-requests/shop/ask.csv", "shopper_id,visits,question\nS1,4,shade 5 for me gladly please\n");
        assertThat(Double.parseDouble(floor.scores().get(1).split(",")[2]))
                .isCloseTo(score("shade 5 for me gladly please").probability(), within(1e-9));
    }

    @Test
    void theSameTextsInASecondUploadAreNotPaidForAgain() {
        CHAT.resetRequests();
        floor.put("raw/shop/again.csv", CSV);
        CHAT.verify(0, postRequestedFor(urlEqualTo(PATH)));
        assertThat(floor.runs("embed").getFirst().counts()).containsEntry("judged: cached", 195L);
    }

    @Test
    void withoutTheSettingNobodyIsAskedAndTheModelHasNoSuchFeature() {
        CHAT.resetRequests();
        floor.put("datasets/shop.json", "{}");
        assertThat(floor.runs("train").stream().map(RunRecord::state)).first().isEqualTo(State.SUCCEEDED);
        CHAT.verify(0, postRequestedFor(urlEqualTo(PATH)));
        assertThat(score("shade 5 for me gladly please").reasons().stream().map(Reason::feature))
                .doesNotContain("question_intent");
    }
}
