package io.foresale.adapter.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.CallFailed.Refused;
import io.foresale.adapter.remote.Endpoint.Answer;
import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.domain.IntentQuestion;
import io.foresale.domain.PermanentException;
import io.foresale.port.Judgement;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls of Converse in the shapes that AWS documents, made by its own SDK. No real Bedrock answers here. */
class ConverseJudgeTest {

    private static final String MODEL = "eu.anthropic.claude-3-5-haiku-20241022-v1:0";

    @RegisterExtension
    private static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    @BeforeEach
    void start() {
        System.setProperty("aws.accessKeyId", "AKIATESTKEY");
        System.setProperty("aws.secretAccessKey", "secret");
    }

    private Answer<Judgement> call() {
        return call(OptionalDouble.of(0));
    }

    private Answer<Judgement> call(OptionalDouble temperature) {
        var settings = new BedrockSettings(
                Optional.of("eu-central-1"),
                Optional.of(URI.create("http://127.0.0.1:" + SERVER.getPort())),
                false,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
        var name = RemoteName.ofJudge("bedrock-converse:" + MODEL);
        return new ConverseJudge(name, temperature, BedrockEndpoint.client(settings))
                .call(List.of("where can I buy this"), Use.STORED);
    }

    private Judgement judgement() {
        return call().answers().getFirst();
    }

    private void answers(ResponseDefinitionBuilder response) {
        SERVER.stubFor(post(anyUrl()).willReturn(response));
    }

    private void says(String stopReason, String content) {
        answers(okJson("""
                {"output": {"message": {"role": "assistant", "content": %s}}, "stopReason": "%s",
                 "usage": {"inputTokens": 521, "outputTokens": 36, "totalTokens": 557}, "metrics": {"latencyMs": 700}}""".formatted(content, stopReason)));
    }

    private void calls(String input) {
        says("tool_use", """
                [{"text": "Let me judge."},
                 {"toolUse": {"toolUseId": "tooluse_1", "name": "judge", "input": %s}}]""".formatted(input));
    }

    @Test
    void theModelIsMadeToCallAToolWithTheNumber() {
        calls("{\"intent\": 0.85}");
        var answer = call();
        assertThat(answer.answers()).containsExactly(new Judgement.Intent(0.85));
        assertThat(answer.tokens()).hasValue(521);
        assertThat(answer.written()).hasValue(36);
        SERVER.verify(postRequestedFor(urlEqualTo("/model/" + MODEL.replace(":", "%3A") + "/converse"))
                .withRequestBody(equalToJson("""
                        {"system": [{"text": "%s"}],
                         "messages": [{"role": "user", "content": [{"text": "where can I buy this"}]}],
                         "inferenceConfig": {"maxTokens": 256, "temperature": 0.0},
                         "toolConfig": {"toolChoice": {"tool": {"name": "judge"}}, "tools": [{"toolSpec": {
                           "name": "judge", "description": "Takes the judgement of the text.",
                           "inputSchema": {"json": {"type": "object", "required": ["intent"],
                             "properties": {"intent": {"type": "number", "minimum": 0, "maximum": 1,
                               "description": "from 0, does not want to buy, to 1, is about to buy"}}}}}}]}}""".formatted(IntentQuestion.INSTRUCTIONS))));
    }

    @Test
    void aModelThatRefusesATemperatureIsSentNoneOrSaysWhatToSet() {
        calls("{\"intent\": 1}");
        call(OptionalDouble.empty());
        assertThat(SERVER.getAllServeEvents().getFirst().getRequest().getBodyAsString())
                .contains("\"inferenceConfig\":{\"maxTokens\":256}");
        for (var message : List.of(
                "This model doesn't support the temperature field. Remove temperature and try again.",
                "The model returned the following errors: `temperature` is deprecated for this model.")) {
            answers(error(400, "ValidationException", message));
            assertThatThrownBy(this::judgement)
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("foresale.intent.bedrock.temperature=");
        }
    }

    @Test
    void numbersOutsideAreNotClampedAndOtherInputsNotGuessedAt() {
        for (var outside : List.of("-0.1", "1.5", "100")) {
            calls("{\"intent\": " + outside + "}");
            assertThat(judgement()).isEqualTo(new Judgement.None("answered with a number outside 0 to 1"));
        }
        for (var input : List.of("{\"intent\": \"0.8\"}", "{\"intent\": null}", "{}", "\"0.8\"")) {
            calls(input);
            assertThat(judgement()).isEqualTo(new Judgement.None("answered without the number that was asked for"));
        }
    }

    @Test
    void aModelThatDoesNotCallTheToolRefused() {
        says("end_turn", "[{\"text\": \"I cannot judge that.\"}]");
        assertThat(judgement()).isEqualTo(new Judgement.None("refused to answer"));
        says("max_tokens", "[{\"text\": \"Well,\"}]");
        assertThat(judgement()).isEqualTo(new Judgement.None("its answer was cut off at its longest"));
        for (var reason : List.of("content_filtered", "guardrail_intervened")) {
            says(reason, "[{\"text\": \"Blocked.\"}]");
            assertThat(judgement()).isEqualTo(new Judgement.None("the text or its judgement was filtered"));
        }
    }

    @Test
    void anAnswerWithoutAMessageMayHaveOneTheNextTime() {
        for (var body : List.of("{}", "{\"output\": {\"mess")) {
            answers(okJson(body));
            assertThatThrownBy(this::judgement).isInstanceOf(Passing.class);
        }
    }

    @Test
    void throttlingPassesAndATextThatIsNotTakenIsToldFromAModelThatKnowsNoTools() {
        answers(error(429, "ThrottlingException", "Too many tokens, please wait"));
        assertThatThrownBy(this::judgement).isInstanceOf(Passing.class);
        answers(error(400, "ValidationException", "Input is too long for requested model."));
        assertThat(judgement()).isEqualTo(new Judgement.None("the text is too long for it"));
        answers(error(400, "ValidationException", "Malformed input request"));
        assertThatThrownBy(this::judgement).isInstanceOf(Refused.class);
        answers(error(400, "ValidationException", "This model doesn't support tool use."));
        assertThatThrownBy(this::judgement)
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("intent model", "bedrock:InvokeModel", "knows tool use");
    }

    private static ResponseDefinitionBuilder error(int status, String type, String message) {
        return aResponse()
                .withStatus(status)
                .withHeader("x-amzn-ErrorType", type)
                .withBody("{\"message\": \"" + message + "\"}");
    }
}
