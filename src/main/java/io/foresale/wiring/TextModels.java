package io.foresale.wiring;

import io.foresale.adapter.bedrock.BedrockEndpoint;
import io.foresale.adapter.bedrock.BedrockSettings;
import io.foresale.adapter.onnx.EmbeddedModels;
import io.foresale.adapter.openai.OpenAiEndpoint;
import io.foresale.adapter.openai.OpenAiSettings;
import io.foresale.adapter.remote.Catalogue;
import io.foresale.adapter.remote.Endpoint;
import io.foresale.adapter.remote.RemoteModel;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.adapter.remote.RemoteSettings;
import io.foresale.adapter.remote.RemoteSettings.LongTexts;
import io.foresale.config.EmbedConfig;
import io.foresale.config.EmbedConfig.Encoding;
import io.foresale.config.EmbedConfig.InputType;
import io.foresale.config.ForesaleConfig;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Function;

/** Which text models there are. Clients of endpoints are made when a data set first names one of their models. */
@ApplicationScoped
public class TextModels {

    @Produces
    @Singleton
    EmbeddingModels embeddings(ForesaleConfig config) {
        var embed = config.embed();
        var embedded = new EmbeddedModels(
                Adapters.scratch(config).resolve("native"), embed.threads().orElseGet(Adapters::cores));
        return new Catalogue(
                embedded, Map.of("openai", openAi(embed.openai()), "bedrock", bedrock(embed.bedrock())), embed.model());
    }

    private static Function<RemoteName, EmbeddingModel> openAi(EmbedConfig.OpenAi openai) {
        var settings = new OpenAiSettings(
                openai.baseUrl(),
                openai.apiKey(),
                openai.encoding() == Encoding.BASE64,
                openai.sendDimensions(),
                openai.textsPerCall(),
                openai.connectTimeout(),
                openai.callTimeout());
        return name -> remote(new OpenAiEndpoint(name, settings, OpenAiEndpoint.client(settings)), openai.limits());
    }

    private static Function<RemoteName, EmbeddingModel> bedrock(EmbedConfig.Bedrock bedrock) {
        var settings = new BedrockSettings(
                bedrock.region(),
                bedrock.endpoint(),
                bedrock.wordsAs() == InputType.SEARCH_QUERY,
                bedrock.connectTimeout(),
                bedrock.callTimeout());
        return name -> remote(new BedrockEndpoint(name, settings, BedrockEndpoint.client(settings)), bedrock.limits());
    }

    private static EmbeddingModel remote(Endpoint endpoint, EmbedConfig.Limits limits) {
        return new RemoteModel(
                endpoint,
                new RemoteSettings(
                        limits.requestsPerMinute(),
                        limits.tokensPerMinute(),
                        limits.concurrency(),
                        limits.tries(),
                        limits.firstPause(),
                        limits.longestPause(),
                        limits.breakAfter(),
                        limits.breakFor(),
                        switch (limits.longTexts()) {
                            case SPLIT -> LongTexts.SPLIT;
                            case REFUSE -> LongTexts.REFUSE;
                        },
                        limits.price()),
                System::nanoTime);
    }
}
