package io.foresale.adapter.bedrock;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foresale.adapter.aws.AwsClients;
import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.EmbeddingEndpoint;
import io.foresale.adapter.remote.RemoteName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/** A model behind Bedrock's {@code InvokeModel}. */
public final class BedrockEndpoint implements EmbeddingEndpoint {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TOKENS = "X-Amzn-Bedrock-Input-Token-Count";

    private final RemoteName name;
    private final Family family;
    private final int dimensions;
    private final boolean wordsAreQueries;
    private final BedrockRuntimeClient bedrock;

    public BedrockEndpoint(RemoteName name, BedrockSettings settings, BedrockRuntimeClient bedrock) {
        this.name = name;
        this.family = Family.of(name);
        this.dimensions = family.dimensions(name);
        this.wordsAreQueries = settings.wordsAreQueries();
        this.bedrock = bedrock;
    }

    /** The client for all models. It tries once: how often to try is decided elsewhere, for all providers alike. */
    public static BedrockRuntimeClient client(BedrockSettings settings) {
        return AwsClients.at(settings.place(), BedrockRuntimeClient.builder())
                .overrideConfiguration(
                        o -> o.apiCallTimeout(settings.timeout()).retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @Override
    public RemoteName name() {
        return name;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public Limits limits() {
        return family.limits();
    }

    @Override
    public Answer<float[]> call(List<String> texts, Use use) {
        var body = family.body(texts, dimensions, use == Use.WORDS && wordsAreQueries);
        try {
            return answer(bedrock.invokeModel(request -> request.modelId(name.model())
                    .contentType("application/json")
                    .accept("application/json")
                    .body(SdkBytes.fromByteArrayUnsafe(body))));
        } catch (AbortedException e) {
            Thread.currentThread().interrupt();
            throw Passing.unanswered(name + ": interrupted", Optional.empty(), e);
        } catch (SdkException e) {
            throw BedrockFailures.ofEmbedding(name).of(e);
        }
    }

    private Answer<float[]> answer(InvokeModelResponse response) {
        try {
            var json = MAPPER.readTree(response.body().asByteArrayUnsafe());
            var tokens = Family.tokens(json);
            return new Answer<>(family.vectors(json), tokens.isPresent() ? tokens : counted(response));
        } catch (IOException e) {
            throw Passing.unanswered(name + ": the answer is broken", Optional.empty(), e);
        }
    }

    private static OptionalLong counted(InvokeModelResponse response) {
        return response.sdkHttpResponse()
                .firstMatchingHeader(TOKENS)
                .filter(count -> count.matches("[0-9]{1,15}"))
                .map(count -> OptionalLong.of(Long.parseLong(count)))
                .orElse(OptionalLong.empty());
    }
}
