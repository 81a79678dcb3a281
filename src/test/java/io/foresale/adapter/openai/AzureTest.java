package io.foresale.adapter.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
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
import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.adapter.remote.RemoteName;
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

/** Addresses, keys and errors in the shapes that Azure documents for its deployments of OpenAI's models. */
class AzureTest {

    private static final String VECTOR = "{\"data\": [{\"index\": 0, \"embedding\": [0.5, 0.5]}]}";

    @RegisterExtension
    private static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private static OpenAiServer server(String path, String settings) {
        return new OpenAiServer(
                URI.create("http://127.0.0.1:" + SERVER.getPort() + path),
                ApiKey.of(Optional.of("azure-key")),
                "api-key",
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                settings);
    }

    private static List<float[]> embed(String path) {
        var server = server(path, "foresale.embed.openai");
        var name = RemoteName.of("openai:text-embedding-3-small@2").orElseThrow();
        return new OpenAiEndpoint(name, new OpenAiSettings(server, true, true, 128), OpenAiEndpoint.client(server))
                .call(List.of("red shoes"), Use.STORED)
                .answers();
    }

    private static List<Judgement> judge(String path) {
        var server = server(path, "foresale.intent.openai");
        var settings = new OpenAiChatSettings(server, OptionalDouble.of(0), 256);
        return new OpenAiJudge(RemoteName.ofJudge("openai-chat:gpt-4o-mini"), settings, OpenAiEndpoint.client(server))
                .call(List.of("where can I buy this"), Use.STORED)
                .answers();
    }

    private static void answers(ResponseDefinitionBuilder response) {
        SERVER.stubFor(post(anyUrl()).willReturn(response));
    }

    @ParameterizedTest
    @CsvSource({
        "/openai/deployments/vectors/embeddings?api-version=2024-10-21,"
                + "/openai/deployments/vectors/embeddings?api-version=2024-10-21",
        "/openai/deployments/vectors?api-version=2024-10-21,"
                + "/openai/deployments/vectors/embeddings?api-version=2024-10-21",
        "/gateway/?a=%2F&b=x/,/gateway/embeddings?a=%2F&b=x/",
        "/openai/v1,/openai/v1/embeddings"
    })
    void theQueryStaysBehindThePathAndTheKeyStandsInItsOwnHeader(String set, String asked) {
        answers(okJson(VECTOR));
        assertThat(embed(set)).hasSize(1);
        SERVER.verify(postRequestedFor(urlEqualTo(asked))
                .withHeader("api-key", equalTo("azure-key"))
                .withHeader("Authorization", absent()));
    }

    @Test
    void judgesAreAskedByTheSameRules() {
        answers(okJson("""
                {"choices": [{"finish_reason": "stop", "message": {"content": "{\\"intent\\": 0.5}"}}]}"""));
        assertThat(judge("/openai/deployments/judge?api-version=2024-10-21"))
                .containsExactly(new Judgement.Intent(0.5));
        SERVER.verify(postRequestedFor(urlEqualTo("/openai/deployments/judge/chat/completions?api-version=2024-10-21"))
                .withHeader("api-key", equalTo("azure-key"))
                .withHeader("Authorization", absent()));
    }

    @Test
    void aTextThatItsFilterHoldsBackIsJudgedByThat() {
        answers(aResponse().withStatus(400).withBody("""
                {"error": {"message": "The response was filtered", "type": null, "param": "prompt",
                  "code": "content_filter", "status": 400,
                  "innererror": {"code": "ResponsibleAIPolicyViolation"}}}"""));
        assertThat(judge("/openai/deployments/judge?api-version=2024-10-21"))
                .containsExactly(new Judgement.None("the text or its judgement was filtered"));
    }

    @Test
    void errorsSayWhatToSetAndShowNoQuery() {
        answers(aResponse().withStatus(401).withBody("""
                {"error": {"code": "401", "message": "Access denied due to invalid subscription key"}}"""));
        assertThatThrownBy(() -> embed("/openai/deployments/vectors?api-version=1&code=hidden"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll(
                        "/openai/deployments/vectors/embeddings", "foresale.embed.openai.api-key-header=api-key")
                .hasMessageNotContainingAny("hidden", "azure-key");
        answers(aResponse().withStatus(404).withBody("""
                {"error": {"code": "DeploymentNotFound", "message": "The API deployment does not exist"}}"""));
        assertThatThrownBy(() -> judge("/openai/deployments/judge?api-version=1"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContainingAll("deployment does not exist", "foresale.intent.openai.base-url");
    }
}
