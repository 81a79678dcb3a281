package io.foresale.wiring;

import io.foresale.adapter.bedrock.BedrockEndpoint;
import io.foresale.adapter.bedrock.BedrockSettings;
import io.foresale.adapter.bedrock.ConverseJudge;
import io.foresale.adapter.openai.OpenAiChatSettings;
import io.foresale.adapter.openai.OpenAiEndpoint;
import io.foresale.adapter.openai.OpenAiJudge;
import io.foresale.adapter.openai.OpenAiServer;
import io.foresale.adapter.remote.Judges;
import io.foresale.adapter.remote.RemoteJudge;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.config.ForesaleConfig;
import io.foresale.config.JudgeConfig;
import io.foresale.port.IntentModel;
import io.foresale.port.IntentModels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Function;

/** Which models can judge intents. Clients of endpoints are made when a data set first names one of their models. */
@ApplicationScoped
public class IntentJudges {

    @Produces
    @Singleton
    IntentModels judges(ForesaleConfig config) {
        var intent = config.intent();
        return new Judges(
                Map.of("openai-chat", openAi(intent.openai()), "bedrock-converse", bedrock(intent.bedrock())));
    }

    private static Function<RemoteName, IntentModel> openAi(JudgeConfig.OpenAiChat openai) {
        var server = new OpenAiServer(
                openai.baseUrl(),
                Keys.of(openai.apiKey()),
                openai.apiKeyHeader(),
                openai.connectTimeout(),
                openai.callTimeout(),
                "foresale.intent.openai");
        var settings = new OpenAiChatSettings(server, openai.temperature(), openai.answerTokens());
        var limits = Limits.ofJudgements(openai.limits());
        var client = new Lazy<>(() -> OpenAiEndpoint.client(server));
        return name -> new RemoteJudge(new OpenAiJudge(name, settings, client.get()), limits, System::nanoTime);
    }

    private static Function<RemoteName, IntentModel> bedrock(JudgeConfig.Converse bedrock) {
        var settings = new BedrockSettings(
                bedrock.region(), bedrock.endpoint(), false, bedrock.connectTimeout(), bedrock.callTimeout());
        var limits = Limits.ofJudgements(bedrock.limits());
        var client = new Lazy<>(() -> BedrockEndpoint.client(settings));
        return name ->
                new RemoteJudge(new ConverseJudge(name, bedrock.temperature(), client.get()), limits, System::nanoTime);
    }
}
