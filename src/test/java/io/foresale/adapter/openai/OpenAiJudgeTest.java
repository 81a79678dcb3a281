package io.foresale.adapter.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
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
import io.foresale.adapter.remote.ApiKey;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls in the shapes that OpenAI documents for chat completions with structured output. No real OpenAI answers here. */
class OpenAiJudgeTest {

    private static final String PATH = "/v1/chat/completions";

    @RegisterExtension
    private static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private Answer<Judgement> call(OptionalDouble temperature) {
        var openai = new OpenAiServer(
                URI.create("http://127.0.0.1:" + SERVER.getPort() + "/v1"),
                ApiKey.of(Optional.of("sk-test")),
                OpenAiServer.BEARER,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                "foresale.intent.openai");
        var judge = new OpenAiJudge(
                RemoteName.ofJudge("openai-chat:gpt-4o-mini"),
                new OpenAiChatSettings(openai, temperature, 256),
                OpenAiEndpoint.client(openai));
        return judge.call(List.of("where can I buy this"), Use.STORED);
    }

    private Judgement judgement() {
        return call(OptionalDouble.of(0)).answers().getFirst();
    }

    private void answers(ResponseDefinitionBuilder response) {
        SERVER.stubFor(post(urlEqualTo(PATH)).willReturn(response));
    }

    private void says(String content) {
        answers(okJson("""
                {"id": "chatcmpl-1", "object": "chat.completion", "model": "gpt-4o-mini-2024-07-18",
                 "choices": [{"index": 0, "finish_reason": "stop", "logprobs": null,
                   "message": {"role": "assistant", "content": %s, "refusal": null}}],
                 "usage": {"prompt_tokens": 140, "completion_tokens": 8, "total_tokens": 148}}""".formatted(content)));
    }

    private static ResponseDefinitionBuilder error(int status, String param, String code, String message) {
        return aResponse().withStatus(status).withBody("""
                {"error": {"message": "%s", "type": "invalid_request_error", "param": %s, "code": %s}}""".formatted(message, param, code));
    }

    @Test
    void theTextIsSentAloneBesideTheInstructionsWithASchemaForTheAnswer() {
        says("\"{\\\"intent\\\": 0.85}\"");
        var answer = call(OptionalDouble.of(0));
        assertThat(answer.answers()).containsExactly(new Judgement.Intent(0.85));
        assertThat(answer.tokens()).hasValue(140);
        assertThat(answer.written()).hasValue(8);
        SERVER.verify(postRequestedFor(urlEqualTo(PATH))
                .withHeader("Authorization", equalTo("Bearer sk-test"))
                .withRequestBody(equalToJson("""
                        {"model": "gpt-4o-mini", "temperature": 0.0, "max_completion_tokens": 256,
                         "messages": [{"role": "system", "content": "%s"},
                           {"role": "user", "content": "where can I buy this"}],
                         "response_format": {"type": "json_schema", "json_schema": {"name": "intent", "strict": true,
                           "schema": {"type": "object", "required": ["intent"], "additionalProperties": false,
                             "properties": {"intent": {"type": "number",
                               "description": "from 0, does not want to buy, to 1, is about to buy"}}}}}}""".formatted(IntentQuestion.INSTRUCTIONS))));
    }

    @Test
    void aModelThatRefusesATemperatureIsSentNone() {
        says("\"{\\\"intent\\\": 1}\"");
        call(OptionalDouble.empty());
        assertThat(SERVER.getAllServeEvents().getFirst().getRequest().getBodyAsString())
                .doesNotContain("temperature");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "0.25,0.25", "1e-3,0.001"})
    void everyNumberFromZeroToOneIsAnIntent(String said, double intent) {
        says("\"{\\\"intent\\\": " + said + "}\"");
        assertThat(judgement()).isEqualTo(new Judgement.Intent(intent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1.01", "85", "1e400"})
    void aNumberOutsideIsNoIntentAndIsNotMadeOne(String said) {
        says("\"{\\\"intent\\\": " + said + "}\"");
        assertThat(judgement()).isEqualTo(new Judgement.None("answered with a number outside 0 to 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "null",
                "\"high\"",
                "\"0.8\"",
                "\"{\\\"intent\\\": \\\"0.8\\\"}\"",
                "\"{\\\"intent\\\": null}\"",
                "\"{\\\"score\\\": 0.8}\"",
                "\"{\\\"intent\\\": 0.\""
            })
    void whateverElseIsSaidIsNoIntent(String content) {
        says(content);
        assertThat(judgement()).isEqualTo(new Judgement.None("answered without the number that was asked for"));
    }

    @Test
    void aRefusalACutAndAFilterAreToldApart() {
        answers(okJson("""
                {"choices": [{"finish_reason": "stop", "message": {"role": "assistant", "content": null,
                  "refusal": "I'm sorry, I can't assist with that."}}]}"""));
        assertThat(judgement()).isEqualTo(new Judgement.None("refused to answer"));
        answers(okJson("""
                {"choices": [{"finish_reason": "length", "message": {"content": "{\\"intent\\": 0.8"}}]}"""));
        assertThat(judgement()).isEqualTo(new Judgement.None("its answer was cut off at its longest"));
        answers(okJson("""
                {"choices": [{"finish_reason": "content_filter", "message": {"content": null}}]}"""));
        assertThat(judgement()).isEqualTo(new Judgement.None("the text or its judgement was filtered"));
    }

    @Test
    void anAnswerThatIsNoneMayBeOneTheNextTime() {
        for (var body : List.of("<html>gateway</html>", "{\"choices\": []}", "{}", "{\"choices\": [{\"mess")) {
            answers(okJson(body));
            assertThatThrownBy(this::judgement).isInstanceOf(Passing.class);
        }
    }

    @Test
    void aTextThatIsNotTakenIsToldFromWrongSettings() {
        answers(error(400, "\"prompt\"", "\"content_filter\"", "The response was filtered"));
        assertThat(judgement()).isEqualTo(new Judgement.None("the text or its judgement was filtered"));
        answers(error(400, "\"messages\"", "\"context_length_exceeded\"", "maximum context length is 128000 tokens"));
        assertThat(judgement()).isEqualTo(new Judgement.None("the text is too long for it"));
        answers(error(400, "null", "null", "We could not parse the body"));
        assertThatThrownBy(this::judgement).isInstanceOf(Refused.class);
        answers(error(400, "\"response_format\"", "null", "Invalid parameter: json_schema is not supported"));
        assertThatThrownBy(this::judgement)
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("intent model openai-chat:gpt-4o-mini", "structured output");
        for (var param : List.of("\"temperature\"", "null")) {
            answers(error(400, param, "\"unsupported_value\"", "'temperature' does not support 0 with this model"));
            assertThatThrownBy(this::judgement)
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("foresale.intent.openai.temperature=");
        }
        answers(error(401, "null", "\"invalid_api_key\"", "Incorrect API key provided"));
        assertThatThrownBy(this::judgement)
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("foresale.intent.openai.api-key");
    }
}
