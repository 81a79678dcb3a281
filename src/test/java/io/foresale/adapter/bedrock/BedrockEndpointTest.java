package io.foresale.adapter.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
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
import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.CallFailed.Refused;
import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.domain.PermanentException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls in the shapes that AWS documents, made by its own SDK. No real Bedrock answers here. */
class BedrockEndpointTest {

    private static final String TITAN = "bedrock:amazon.titan-embed-text-v2:0";

    @RegisterExtension
    private static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    @BeforeEach
    void start() {
        System.setProperty("aws.accessKeyId", "AKIATESTKEY");
        System.setProperty("aws.secretAccessKey", "secret");
    }

    private BedrockEndpoint endpoint(String name, boolean wordsAreQueries) {
        var settings = new BedrockSettings(
                Optional.of("eu-central-1"),
                Optional.of(URI.create("http://127.0.0.1:" + SERVER.getPort())),
                wordsAreQueries,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
        return new BedrockEndpoint(RemoteName.of(name).orElseThrow(), settings, BedrockEndpoint.client(settings));
    }

    private void answers(ResponseDefinitionBuilder response) {
        SERVER.stubFor(post(anyUrl()).willReturn(response));
    }

    private static ResponseDefinitionBuilder error(int status, String type, String message) {
        return aResponse()
                .withStatus(status)
                .withHeader("x-amzn-ErrorType", type)
                .withBody("{\"message\": \"" + message + "\"}");
    }

    @Test
    void titanIsGivenOneTextAndTheLengthWanted() {
        answers(okJson("""
                {"embedding": [0.5, -0.25], "inputTextTokenCount": 3, "embeddingsByType": {"float": [0.5, -0.25]}}"""));
        var titan = endpoint(TITAN + "@256", false);
        var answer = titan.call(List.of("red scarf"), Use.STORED);
        assertThat(answer.answers()).hasSize(1);
        assertThat(answer.answers().getFirst()).containsExactly(0.5f, -0.25f);
        assertThat(answer.tokens()).hasValue(3);
        assertThat(titan.limits().texts()).isEqualTo(1);
        SERVER.verify(postRequestedFor(urlEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke"))
                .withHeader("Authorization", matching("AWS4-HMAC-SHA256 .*/eu-central-1/bedrock/.*"))
                .withRequestBody(equalToJson("""
                        {"inputText": "red scarf", "dimensions": 256, "normalize": true}""")));
    }

    @Test
    void titanHasThreeLengths() {
        assertThat(endpoint(TITAN, false).dimensions()).isEqualTo(1_024);
        assertThatThrownBy(() -> endpoint(TITAN + "@300", false))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("[256, 512, 1024]");
    }

    @Test
    void cohereIsGivenManyTextsAsDocuments() {
        answers(okJson("""
                {"id": "1", "response_type": "embeddings_by_type", "texts": ["a", "b"],
                 "embeddings": {"float": [[1, 2], [3, 4]]}}""").withHeader("X-Amzn-Bedrock-Input-Token-Count", "5"));
        var cohere = endpoint("bedrock:cohere.embed-multilingual-v3", false);
        var answer = cohere.call(List.of("a", "b"), Use.STORED);
        assertThat(answer.answers().get(1)).containsExactly(3f, 4f);
        assertThat(answer.tokens()).hasValue(5);
        assertThat(cohere.limits().texts()).isEqualTo(96);
        SERVER.verify(postRequestedFor(anyUrl()).withRequestBody(equalToJson("""
                {"texts": ["a", "b"], "input_type": "search_document", "truncate": "NONE",
                 "embedding_types": ["float"]}""")));
    }

    @Test
    void cohereIsToldOfWordsAsQueriesOnlyWhereThatIsSet() {
        answers(okJson("{\"embeddings\": [[1, 2]], \"response_type\": \"embeddings_floats\"}"));
        var name = "bedrock:cohere.embed-english-v3";
        assertThat(endpoint(name, false).call(List.of("a"), Use.WORDS).answers().getFirst())
                .containsExactly(1f, 2f);
        SERVER.verify(0, postRequestedFor(anyUrl()).withRequestBody(matching(".*search_query.*")));
        endpoint(name, true).call(List.of("a"), Use.WORDS);
        SERVER.verify(1, postRequestedFor(anyUrl()).withRequestBody(matching(".*search_query.*")));
    }

    @Test
    void cohere4HasLengthsAndInferenceProfilesARegion() {
        answers(okJson("{\"embeddings\": {\"float\": []}}"));
        endpoint("bedrock:eu.cohere.embed-v4:0@512", false).call(List.of("a"), Use.STORED);
        SERVER.verify(postRequestedFor(urlEqualTo("/model/eu.cohere.embed-v4%3A0/invoke"))
                .withRequestBody(equalToJson("{\"output_dimension\": 512}", true, true)));
    }

    @Test
    void anotherMakersModelIsRefusedWithTheNamesOfThoseThatAreKnown() {
        assertThatThrownBy(() -> endpoint("bedrock:meta.llama3", false))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("meta.llama3", "amazon.titan-embed-text-v2:0", "cohere.embed");
    }

    @Test
    void throttlingSaysWhenToComeAgainAndIsNotTriedByTheSdk() {
        answers(error(429, "ThrottlingException", "Too many requests, please wait")
                .withHeader("Retry-After", "2"));
        assertThatThrownBy(() -> endpoint(TITAN, false).call(List.of("a"), Use.STORED))
                .isInstanceOfSatisfying(
                        Passing.class, e -> assertThat(e.after()).contains(Duration.ofSeconds(2)));
        SERVER.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void aModelThatIsDownSlowOrGoneMayPass() {
        for (var response : List.of(
                error(500, "InternalServerException", "x"),
                error(503, "ServiceUnavailableException", "x"),
                error(408, "ModelTimeoutException", "x"),
                error(424, "ModelErrorException", "x"),
                okJson("{\"embedding\": [0."))) {
            answers(response);
            assertThatThrownBy(() -> endpoint(TITAN, false).call(List.of("a"), Use.STORED))
                    .isInstanceOf(Passing.class);
        }
    }

    @Test
    void whatWasSentAndNotAnsweredWholeMayHaveToBePaidFor() {
        for (var response : List.of(
                okJson("{}").withFixedDelay(7_000),
                error(408, "ModelTimeoutException", "x"),
                okJson("{\"embedding\": [0."),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))) {
            answers(response);
            assertThat(perhapsPaid(endpoint(TITAN, false))).isTrue();
        }
        answers(error(500, "InternalServerException", "x"));
        assertThat(perhapsPaid(endpoint(TITAN, false))).isFalse();
        var nobody = new BedrockSettings(
                Optional.of("eu-central-1"),
                Optional.of(URI.create("http://127.0.0.1:1")),
                false,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
        var name = RemoteName.of(TITAN).orElseThrow();
        assertThat(perhapsPaid(new BedrockEndpoint(name, nobody, BedrockEndpoint.client(nobody))))
                .isFalse();
    }

    private static boolean perhapsPaid(BedrockEndpoint endpoint) {
        return catchThrowableOfType(Passing.class, () -> endpoint.call(List.of("a"), Use.STORED))
                .perhapsPaid();
    }

    @Test
    void aTextThatIsTooLongIsToldFromOneThatIsNotTaken() {
        answers(error(400, "ValidationException", "Too many input tokens. Max input tokens: 8192"));
        assertThatThrownBy(() -> endpoint(TITAN, false).call(List.of("a"), Use.STORED))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.tooLong()).isTrue());
        answers(error(400, "ValidationException", "Malformed input request"));
        assertThatThrownBy(() -> endpoint(TITAN, false).call(List.of("a"), Use.STORED))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.tooLong()).isFalse());
    }

    @Test
    void missingLeaveIsAFaultOfTheSettings() {
        for (var response : List.of(
                error(403, "AccessDeniedException", "You don't have access to the model"),
                error(400, "ValidationException", "The provided model identifier is invalid."))) {
            answers(response);
            assertThatThrownBy(() -> endpoint(TITAN, false).call(List.of("a"), Use.STORED))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContainingAll("bedrock:InvokeModel", "foresale.embed.bedrock.region");
        }
    }
}
