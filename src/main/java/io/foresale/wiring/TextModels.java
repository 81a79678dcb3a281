package io.foresale.wiring;

import io.foresale.adapter.bedrock.BedrockBatchSettings;
import io.foresale.adapter.bedrock.BedrockBatches;
import io.foresale.adapter.bedrock.BedrockEndpoint;
import io.foresale.adapter.bedrock.BedrockSettings;
import io.foresale.adapter.onnx.BucketModels;
import io.foresale.adapter.onnx.EmbeddedModels;
import io.foresale.adapter.openai.OpenAiEndpoint;
import io.foresale.adapter.openai.OpenAiServer;
import io.foresale.adapter.openai.OpenAiSettings;
import io.foresale.adapter.remote.Catalogue;
import io.foresale.adapter.remote.RemoteModel;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.config.EmbedConfig;
import io.foresale.config.EmbedConfig.Encoding;
import io.foresale.config.EmbedConfig.InputType;
import io.foresale.config.EmbedConfig.PoolingKind;
import io.foresale.config.ForesaleConfig;
import io.foresale.port.EmbeddingBatches;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which text models there are. Clients of endpoints are made when a data set first names one of their models. */
@ApplicationScoped
public class TextModels {

    @Produces
    @Singleton
    EmbeddingModels embeddings(ForesaleConfig config, ObjectStore store) {
        var embed = config.embed();
        var scratch = Adapters.scratch(config);
        var embedded =
                new EmbeddedModels(scratch.resolve("native"), embed.threads().orElseGet(Adapters::cores));
        return new Catalogue(
                new BucketModels(embedded, store, scratch, means(embed.pooling())),
                Map.of("openai", openAi(embed.openai()), "bedrock", bedrock(embed.bedrock())),
                embed.model());
    }

    /** Jobs read and write the bucket by themselves, which has to be one on S3. */
    @Produces
    @Singleton
    EmbeddingBatches batches(ForesaleConfig config) {
        var bedrock = config.embed().bedrock();
        var batch = bedrock.batch();
        return batch.role()
                .flatMap(role -> config.bucket()
                        .s3()
                        .name()
                        .map(bucket -> new BedrockBatchSettings(role, bucket, batch.atLeast(), batch.timeout())))
                .<EmbeddingBatches>map(settings -> new BedrockBatches(
                        settings,
                        BedrockBatches.client(new BedrockSettings(
                                bedrock.region(),
                                batch.endpoint(),
                                false,
                                bedrock.connectTimeout(),
                                bedrock.callTimeout()))))
                .orElseGet(EmbeddingBatches::none);
    }

    private static Map<String, Boolean> means(Map<String, PoolingKind> pooling) {
        return pooling.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue() == PoolingKind.MEAN));
    }

    private static Function<RemoteName, EmbeddingModel> openAi(EmbedConfig.OpenAi openai) {
        var server = new OpenAiServer(
                openai.baseUrl(),
                Keys.of(openai.apiKey()),
                openai.apiKeyHeader(),
                openai.connectTimeout(),
                openai.callTimeout(),
                "foresale.embed.openai");
        var settings = new OpenAiSettings(
                server, openai.encoding() == Encoding.BASE64, openai.sendDimensions(), openai.textsPerCall());
        var limits = Limits.ofVectors(openai.limits());
        var client = new Lazy<>(() -> OpenAiEndpoint.client(server));
        return name -> new RemoteModel(new OpenAiEndpoint(name, settings, client.get()), limits, System::nanoTime);
    }

    private static Function<RemoteName, EmbeddingModel> bedrock(EmbedConfig.Bedrock bedrock) {
        var settings = new BedrockSettings(
                bedrock.region(),
                bedrock.endpoint(),
                bedrock.wordsAs() == InputType.SEARCH_QUERY,
                bedrock.connectTimeout(),
                bedrock.callTimeout());
        var limits = Limits.ofVectors(bedrock.limits());
        var client = new Lazy<>(() -> BedrockEndpoint.client(settings));
        return name -> new RemoteModel(new BedrockEndpoint(name, settings, client.get()), limits, System::nanoTime);
    }
}
