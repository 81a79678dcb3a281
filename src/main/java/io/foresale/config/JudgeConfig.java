package io.foresale.config;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** The models that judge the intent in texts. What one job may use is set for embedding, which is the same job. */
public interface JudgeConfig {

    /** Models named {@code openai-chat:…}. */
    OpenAiChat openai();

    /** Models named {@code bedrock-converse:…}. */
    Converse bedrock();

    /** OpenAI, or a server that answers as it does. */
    interface OpenAiChat {

        /** What {@code /chat/completions} is appended to where it does not end so; a query stays behind it. */
        @WithDefault("https://api.openai.com/v1")
        URI baseUrl();

        /** The key that is sent, or {@code secretsmanager:name#field} where it is kept; default: the environment's OPENAI_API_KEY. */
        @WithDefault("${OPENAI_API_KEY:}")
        Optional<String> apiKey();

        /** The header that the key is sent in: Authorization, as a bearer token, or another, as it is; Azure's is api-key. */
        @WithDefault("Authorization")
        String apiKeyHeader();

        /** The temperature that is sent; empty for models that refuse one. */
        @WithDefault("0")
        OptionalDouble temperature();

        /** Tokens that the model may write; models that reason write more than they show. */
        @WithDefault("256")
        int answerTokens();

        /** How long to wait for a connection. */
        @WithDefault("5s")
        Duration connectTimeout();

        /** How long to wait for the whole answer of one call. */
        @WithDefault("30s")
        Duration callTimeout();

        LimitsConfig limits();
    }

    /** Amazon Bedrock. Credentials are those of the AWS SDK's default chain. */
    interface Converse {

        /** The region; default: the SDK's chain. */
        Optional<String> region();

        /** Another address than the region's, as of a VPC endpoint. */
        Optional<URI> endpoint();

        /** The temperature that is sent; empty for models that refuse one. */
        @WithDefault("0")
        OptionalDouble temperature();

        /** How long to wait for a connection. */
        @WithDefault("5s")
        Duration connectTimeout();

        /** How long to wait for the answer of one call. */
        @WithDefault("30s")
        Duration callTimeout();

        LimitsConfig limits();
    }
}
