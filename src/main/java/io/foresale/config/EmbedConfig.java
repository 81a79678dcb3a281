package io.foresale.config;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The text models. */
public interface EmbedConfig {

    /** Texts that models in this process embed at a time; default: one a core. */
    Optional<Integer> threads();

    /** The model of data sets whose configuration names none; default: an embedded one that suits their script. */
    Optional<String> model();

    /** Tokens that one job, a part or a file of shoppers to score, may use of models that are paid for. */
    OptionalLong maxTokens();

    /** What one job may cost, by the price of the model's endpoint. */
    OptionalDouble maxCost();

    /** How long one job may take; the next delivery goes on where it stopped. */
    @WithDefault("1h")
    Duration maxTime();

    /** Whether tokens and cost of jobs are estimated only, and no model is called. */
    @WithDefault("false")
    boolean dryRun();

    /** How models of the bucket pool the vectors of tokens, by name, where their folder does not say. */
    Map<String, PoolingKind> pooling();

    /** Models named {@code openai:…}. */
    OpenAi openai();

    /** Models named {@code bedrock:…}. */
    Bedrock bedrock();

    /** OpenAI, or a server that answers as it does. */
    interface OpenAi {

        /** What {@code /embeddings} is appended to where it does not end so; a query stays behind it. */
        @WithDefault("https://api.openai.com/v1")
        URI baseUrl();

        /** The key that is sent, or {@code secretsmanager:name#field} where it is kept; default: the environment's OPENAI_API_KEY. */
        @WithDefault("${OPENAI_API_KEY:}")
        Optional<String> apiKey();

        /** The header that the key is sent in: Authorization, as a bearer token, or another, as it is; Azure's is api-key. */
        @WithDefault("Authorization")
        String apiKeyHeader();

        /** How vectors are asked for; base64 is a fifth of the bytes, some servers know only float. */
        @WithDefault("base64")
        Encoding encoding();

        /** Whether the length in a model's name is asked for; servers whose models have one length only may refuse it. */
        @WithDefault("true")
        boolean sendDimensions();

        /** Texts of a call. More are fewer calls, and more to repeat when one fails. */
        @WithDefault("128")
        int textsPerCall();

        /** How long to wait for a connection. */
        @WithDefault("5s")
        Duration connectTimeout();

        /** How long to wait for the whole answer of one call. */
        @WithDefault("30s")
        Duration callTimeout();

        Limits limits();
    }

    /** Amazon Bedrock. Credentials are those of the AWS SDK's default chain. */
    interface Bedrock {

        /** The region; default: the SDK's chain. */
        Optional<String> region();

        /** Another address than the region's, as of a VPC endpoint. */
        Optional<URI> endpoint();

        /**
         * What Cohere's models are told that a shopper's words are. What models learned from are stored texts, so words that
         * are told to be something else differ from what was learned.
         */
        @WithDefault("search-document")
        InputType wordsAs();

        /** How long to wait for a connection. */
        @WithDefault("5s")
        Duration connectTimeout();

        /** How long to wait for the answer of one call. */
        @WithDefault("30s")
        Duration callTimeout();

        Limits limits();

        /** Jobs for many texts, where the bucket is on S3. */
        Batch batch();
    }

    /** Bedrock's batch inference, which Titan knows. */
    interface Batch {

        /** The ARN of the role by which Bedrock reads and writes the bucket; without one, there are no jobs. */
        Optional<String> role();

        /** Texts that a job is worth. Bedrock takes no fewer than 100. */
        @WithDefault("10000")
        int atLeast();

        /** After so long Bedrock gives a job up; whole hours, from 24. */
        @WithDefault("24h")
        Duration timeout();

        /** Another address than the region's for what manages jobs, as of a VPC endpoint. */
        Optional<URI> endpoint();
    }

    /** How an endpoint is treated that answers with vectors. */
    interface Limits extends LimitsConfig {

        /** What becomes of a text that is longer than the model takes. */
        @WithDefault("split")
        LongTexts longTexts();
    }

    /** How vectors are asked for. */
    enum Encoding {
        BASE64,
        FLOAT
    }

    /** What a text is, in Cohere's words. */
    enum InputType {
        SEARCH_DOCUMENT,
        SEARCH_QUERY
    }

    /** What becomes of a text that is longer than the model takes. */
    enum LongTexts {
        /** The mean of its pieces' vectors is its vector. */
        SPLIT,
        /** It has no vector. */
        REFUSE
    }

    /** How the vectors of a text's tokens become the text's. */
    enum PoolingKind {
        MEAN,
        CLS
    }
}
