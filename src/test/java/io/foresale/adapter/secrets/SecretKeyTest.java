package io.foresale.adapter.secrets;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.foresale.adapter.openai.OpenAiEndpoint;
import io.foresale.adapter.openai.OpenAiServer;
import io.foresale.adapter.openai.OpenAiSettings;
import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.Endpoint.Use;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.domain.PermanentException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets in the shapes that AWS documents, read by its own SDK. No real Secrets Manager answers here. */
class SecretKeyTest {

    private static final String ARN = "arn:aws:secretsmanager:eu-west-3:123456789012:secret:shop/openai-AbCdEf";

    @RegisterExtension
    private static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @BeforeEach
    void start() {
        System.setProperty("aws.accessKeyId", "AKIATESTKEY");
        System.setProperty("aws.secretAccessKey", "secret");
        System.setProperty("aws.region", "eu-central-1");
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.region");
    }

    private SecretKey key(String setting) {
        var name = SecretName.of(setting).orElseThrow();
        var client = SecretClients.of(name, Optional.of(URI.create("http://127.0.0.1:" + SERVER.getPort())));
        return new SecretKey(name, () -> client, () -> now);
    }

    private void answers(ResponseDefinitionBuilder response) {
        SERVER.stubFor(post(urlEqualTo("/")).willReturn(response));
    }

    private static ResponseDefinitionBuilder secret(String string) {
        return okJson("""
                {"ARN": "%s", "Name": "shop/openai", "VersionId": "v1", "VersionStages": ["AWSCURRENT"],
                 "SecretString": %s, "CreatedDate": 1.7e9}""".formatted(ARN, string));
    }

    private static ResponseDefinitionBuilder error(int status, String type, String message) {
        return aResponse().withStatus(status).withBody("""
                {"__type": "%s", "Message": "%s"}""".formatted(type, message));
    }

    @Test
    void theWholeSecretIsTheKey() {
        answers(secret("\"sk-one\\n\""));
        assertThat(key("secretsmanager:shop/openai").value()).contains("sk-one");
        SERVER.verify(postRequestedFor(urlEqualTo("/"))
                .withHeader("X-Amz-Target", equalTo("secretsmanager.GetSecretValue"))
                .withHeader("Authorization", matching("AWS4-HMAC-SHA256 .*/eu-central-1/secretsmanager/.*"))
                .withRequestBody(equalToJson("{\"SecretId\": \"shop/openai\"}")));
    }

    @Test
    void orAFieldOfItInTheRegionThatItsArnNames() {
        answers(secret("\"{\\\"apiKey\\\": \\\"sk-two\\\", \\\"user\\\": \\\"x\\\"}\""));
        assertThat(key("secretsmanager:" + ARN + "#apiKey").value()).contains("sk-two");
        SERVER.verify(postRequestedFor(anyUrl())
                .withHeader("Authorization", matching(".*/eu-west-3/secretsmanager/.*"))
                .withRequestBody(equalToJson("{\"SecretId\": \"" + ARN + "\"}")));
    }

    @Test
    void itIsReadWhenFirstWantedAndKeptForFiveMinutes() {
        answers(secret("\"sk-one\""));
        var key = key("secretsmanager:shop/openai");
        SERVER.verify(0, postRequestedFor(anyUrl()));
        key.value();
        now = now.plusSeconds(299);
        key.value();
        SERVER.verify(1, postRequestedFor(anyUrl()));
        answers(secret("\"sk-two\""));
        now = now.plusSeconds(1);
        assertThat(key.value()).contains("sk-two");
        SERVER.verify(2, postRequestedFor(anyUrl()));
    }

    @Test
    void aRefusedKeyIsReadAgainButNotAtEachRefusal() {
        answers(secret("\"sk-one\""));
        var key = key("secretsmanager:shop/openai");
        key.value();
        answers(secret("\"sk-two\""));
        assertThat(key.insteadOf("sk-one")).as("just read").isEmpty();
        now = now.plusSeconds(10);
        assertThat(key.insteadOf("sk-one")).contains("sk-two");
        assertThat(key.insteadOf("sk-two")).isEmpty();
        SERVER.verify(2, postRequestedFor(anyUrl()));
    }

    @Test
    void aCallWhoseKeyWasChangedMeanwhileIsMadeAgainWithTheNewOne() {
        answers(secret("\"sk-one\""));
        SERVER.stubFor(post(urlEqualTo("/v1/embeddings"))
                .willReturn(aResponse().withStatus(401).withBody("{\"error\": {\"message\": \"Incorrect API key\"}}")));
        SERVER.stubFor(post(urlEqualTo("/v1/embeddings"))
                .withHeader("Authorization", equalTo("Bearer sk-two"))
                .willReturn(okJson("{\"data\": [{\"index\": 0, \"embedding\": [1, 0]}]}")));
        var openai = new OpenAiServer(
                URI.create("http://127.0.0.1:" + SERVER.getPort() + "/v1"),
                key("secretsmanager:shop/openai"),
                OpenAiServer.BEARER,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                "foresale.embed.openai");
        var endpoint = new OpenAiEndpoint(
                RemoteName.of("openai:m@2").orElseThrow(),
                new OpenAiSettings(openai, false, false, 10),
                OpenAiEndpoint.client(openai));
        assertThatThrownBy(() -> endpoint.call(List.of("a"), Use.STORED))
                .isInstanceOf(PermanentException.class)
                .hasMessageNotContainingAny("sk-one");
        answers(secret("\"sk-two\""));
        now = now.plusSeconds(10);
        assertThat(endpoint.call(List.of("a"), Use.STORED).answers()).hasSize(1);
    }

    @Test
    void whatCannotBeReadIsTheSettingsFaultUnlessItMayPass() {
        var name = "secretsmanager:shop/openai#apiKey";
        for (var response : List.of(
                error(400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret."),
                error(400, "AccessDeniedException", "User is not authorized"),
                secret("\"sk-one\""),
                secret("\"{\\\"key\\\": \\\"sk-one\\\"}\""),
                okJson("{\"Name\": \"shop/openai\", \"SecretBinary\": \"AAEC\"}"))) {
            answers(response);
            assertThatThrownBy(() -> key(name).value())
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContainingAll("secret shop/openai#apiKey", "secretsmanager:GetSecretValue")
                    .hasMessageNotContainingAny("sk-one");
        }
        answers(error(500, "InternalServiceError", "x"));
        assertThatThrownBy(() -> key(name).value()).isInstanceOf(Passing.class);
    }

    @Test
    void aSettingWithoutThePrefixIsTheKeyItself() {
        assertThat(SecretName.of("sk-abc")).isEmpty();
        assertThat(SecretName.of("secretsmanager:a/b")).contains(new SecretName("a/b", Optional.empty()));
        for (var odd : List.of("secretsmanager:", "secretsmanager:a b", "secretsmanager:a#", "secretsmanager:a#b#c")) {
            assertThatThrownBy(() -> SecretName.of(odd))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("secretsmanager:shop/openai#apiKey");
        }
    }
}
