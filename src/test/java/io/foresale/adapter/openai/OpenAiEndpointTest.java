package io.foresale.adapter.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.foresale.adapter.remote.ApiKey;
import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.CallFailed.Refused;
import io.foresale.adapter.remote.Endpoint.Answer;
import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.domain.PermanentException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests, answers and errors in the shapes that OpenAI documents; its own service is out of reach of tests. */
class OpenAiEndpointTest {

    private static final String PATH = "/v1/embeddings";

    @RegisterExtension
    private static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private static OpenAiSettings settings(String address, boolean base64, boolean sendDimensions) {
        var openai = new OpenAiServer(
                URI.create(address),
                ApiKey.of(Optional.of("sk-test")),
                OpenAiServer.BEARER,
                Duration.ofSeconds(5),
                Duration.ofMillis(1_500),
                "foresale.embed.openai");
        return new OpenAiSettings(openai, base64, sendDimensions, 128);
    }

    private OpenAiEndpoint endpoint(String name, boolean base64, boolean sendDimensions) {
        var settings = settings("http://127.0.0.1:" + SERVER.getPort() + "/v1/", base64, sendDimensions);
        return new OpenAiEndpoint(
                RemoteName.of(name).orElseThrow(), settings, OpenAiEndpoint.client(settings.server()));
    }

    private Answer<float[]> call(String... texts) {
        return endpoint("openai:text-embedding-3-small@2", true, true).call(List.of(texts), Use.STORED);
    }

    private void answers(ResponseDefinitionBuilder response) {
        SERVER.stubFor(post(urlEqualTo(PATH)).willReturn(response));
    }

    private static String base64(float... numbers) {
        var bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (var number : numbers) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static ResponseDefinitionBuilder error(int status, String message, String param, String code) {
        return aResponse()
                .withStatus(status)
                .withBody("{\"error\": {\"message\": \"%s\", \"type\": \"t\", \"param\": %s, \"code\": %s}}"
                        .formatted(message, param, code));
    }

    @Test
    void aCallNamesModelTextsLengthAndFormAndCarriesTheKey() {
        answers(okJson("{\"data\": []}"));
        call("red scarf", "gift 🎁");
        SERVER.verify(postRequestedFor(urlEqualTo(PATH))
                .withHeader("Authorization", equalTo("Bearer sk-test"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson("""
                                        {"model": "text-embedding-3-small", "input": ["red scarf", "gift 🎁"],
                                         "dimensions": 2, "encoding_format": "base64"}""")));
    }

    /** By way of a proxy, so that the host may be one of AWS. */
    @ParameterizedTest
    @CsvSource({"models.eu-central-1.elb.amazonaws.com, true", "models.example, false"})
    void onLambdaAHostOfAwsIsToldOfTheTraceAndNoOther(String host, boolean told) {
        answers(okJson("{\"data\": []}"));
        var proxied = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", SERVER.getPort())))
                .build();
        System.setProperty("com.amazonaws.xray.traceHeader", "Root=1-a-b");
        try {
            new OpenAiEndpoint(
                            RemoteName.of("openai:bge-m3@1024").orElseThrow(),
                            settings("http://" + host + "/v1", true, true),
                            proxied)
                    .call(List.of("a"), Use.STORED);
        } finally {
            System.clearProperty("com.amazonaws.xray.traceHeader");
        }
        SERVER.verify(postRequestedFor(urlEqualTo(PATH))
                .withHeader("X-Amzn-Trace-Id", told ? equalTo("Root=1-a-b") : absent()));
    }

    @Test
    void aLengthIsAskedForOnlyWhereTheNameHasOneAndTheServerKnowsThem() {
        answers(okJson("{\"data\": []}"));
        endpoint("openai:text-embedding-3-large", false, true).call(List.of("a"), Use.STORED);
        endpoint("openai:bge-m3@1024", false, false).call(List.of("a"), Use.STORED);
        SERVER.verify(postRequestedFor(urlEqualTo(PATH)).withRequestBody(equalToJson("""
                        {"model": "text-embedding-3-large", "input": ["a"], "encoding_format": "float"}""")));
        SERVER.verify(postRequestedFor(urlEqualTo(PATH)).withRequestBody(equalToJson("""
                        {"model": "bge-m3", "input": ["a"], "encoding_format": "float"}""")));
    }

    @Test
    void vectorsAreReadAsBase64AndAsNumbersInTheOrderOfTheirIndex() {
        answers(okJson("""
                {"object": "list", "model": "text-embedding-3-small", "usage": {"prompt_tokens": 7, "total_tokens": 7},
                 "data": [{"object": "embedding", "index": 1, "embedding": [0.5, -0.25]},
                          {"object": "embedding", "index": 0, "embedding": "%s"}]}""".formatted(base64(0.125f, 1.5f))));
        var answer = call("a", "b");
        assertThat(answer.answers().get(0)).containsExactly(0.125f, 1.5f);
        assertThat(answer.answers().get(1)).containsExactly(0.5f, -0.25f);
        assertThat(answer.tokens()).hasValue(7);
    }

    @Test
    void theLengthOfOpenAisOwnModelsIsKnownAndOfOthersWanted() {
        assertThat(endpoint("openai:text-embedding-3-large", true, true).dimensions())
                .isEqualTo(3_072);
        assertThatThrownBy(() -> endpoint("openai:bge-m3", true, true))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("openai:bge-m3@1024");
    }

    @Test
    void aWrongKeyIsAFaultOfTheSettings() {
        answers(error(401, "Incorrect API key provided", "null", "\"invalid_api_key\""));
        assertThatThrownBy(() -> call("a"))
                .isInstanceOfSatisfying(
                        PermanentException.class, e -> assertThat(e.kind()).isEqualTo(PermanentException.Kind.SET_UP))
                .hasMessageContainingAll("Incorrect API key", "OPENAI_API_KEY")
                .hasMessageNotContaining("sk-test");
    }

    @Test
    void anAccountWithoutCreditIsNotAskedAgainAndAgain() {
        answers(error(429, "You exceeded your current quota", "null", "\"insufficient_quota\""));
        assertThatThrownBy(() -> call("a"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("credit");
    }

    @Test
    void throttlingSaysWhenToComeAgain() {
        answers(error(429, "Rate limit reached", "null", "\"rate_limit_exceeded\"")
                .withHeader("Retry-After", "7"));
        assertThatThrownBy(() -> call("a")).isInstanceOfSatisfying(Passing.class, e -> assertThat(e.after())
                .contains(Duration.ofSeconds(7)));
    }

    @Test
    void aFailingServerABrokenAnswerAndAClosedConnectionMayPass() {
        for (var response : List.of(
                aResponse().withStatus(500),
                aResponse().withStatus(503),
                okJson("{\"data\": [{\"embedding\": \"%%%\"}]}"),
                okJson("{\"data\": [{\"index\": 0, \"embed"),
                aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
                aResponse().withFault(Fault.EMPTY_RESPONSE),
                aResponse().withStatus(200).withFault(Fault.MALFORMED_RESPONSE_CHUNK))) {
            answers(response);
            assertThatThrownBy(() -> call("a")).isInstanceOf(Passing.class);
        }
    }

    @Test
    void aServerThatDoesNotEndItsAnswerIsNotWaitedForLongerThanSet() {
        answers(okJson("{\"data\": [    ]}").withChunkedDribbleDelay(5, 20_000));
        assertThatThrownBy(() -> call("a")).isInstanceOf(Passing.class).hasMessageContaining("1500 ms");
    }

    @Test
    void whatWasSentAndNotAnsweredWholeMayHaveToBePaidFor() {
        answers(okJson("{\"data\": [    ]}").withChunkedDribbleDelay(5, 20_000));
        assertThat(perhapsPaid(() -> call("a"))).isTrue();
        for (var response : List.of(
                aResponse().withStatus(504),
                okJson("{\"data\": [{\"index\": 0, \"embed"),
                aResponse().withFault(Fault.EMPTY_RESPONSE))) {
            answers(response);
            assertThat(perhapsPaid(() -> call("a"))).isTrue();
        }
        answers(aResponse().withStatus(500));
        assertThat(perhapsPaid(() -> call("a"))).isFalse();
        var nobody = settings("http://127.0.0.1:1/v1", true, true);
        var name = RemoteName.of("openai:bge-m3@1024").orElseThrow();
        var away = new OpenAiEndpoint(name, nobody, OpenAiEndpoint.client(nobody.server()));
        assertThat(perhapsPaid(() -> away.call(List.of("a"), Use.STORED))).isFalse();
    }

    private static boolean perhapsPaid(ThrowingCallable call) {
        return catchThrowableOfType(Passing.class, call).perhapsPaid();
    }

    @Test
    void anAnswerWithoutAnEndIsCutOff() {
        answers(okJson("{\"data\": \"" + "x".repeat(1_000_000) + "\"}"));
        assertThatThrownBy(() -> call("a")).isInstanceOf(Passing.class);
    }

    @Test
    void aTextThatIsTooLongIsToldFromOneThatIsNotTaken() {
        answers(error(
                400,
                "This model's maximum context length is 8192 tokens, however you requested 9000 tokens",
                "null",
                "null"));
        assertThatThrownBy(() -> call("a")).isInstanceOfSatisfying(Refused.class, e -> assertThat(e.tooLong())
                .isTrue());
        answers(error(400, "'$.input' is invalid.", "\"input\"", "null"));
        assertThatThrownBy(() -> call("a")).isInstanceOfSatisfying(Refused.class, e -> assertThat(e.tooLong())
                .isFalse());
    }

    @Test
    void aRefusedLengthAndAModelThatIsNotThereAreFaultsOfTheSettings() {
        answers(error(400, "This model does not support specifying dimensions.", "\"dimensions\"", "null"));
        assertThatThrownBy(() -> call("a"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("send-dimensions");
        answers(error(404, "The model `x` does not exist", "null", "\"model_not_found\""));
        assertThatThrownBy(() -> call("a"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("base-url");
    }
}
