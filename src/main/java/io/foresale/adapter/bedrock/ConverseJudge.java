package io.foresale.adapter.bedrock;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.CallFailed.Refused;
import io.foresale.adapter.remote.Endpoint;
import io.foresale.adapter.remote.Judgements;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.domain.IntentQuestion;
import io.foresale.port.Judgement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/**
 * A model behind Bedrock's {@code Converse}, which is asked for the intent in a text and made to answer by calling a tool
 * whose only field is that number. One text a call: a text's number is not to depend on its neighbours.
 */
public final class ConverseJudge implements Endpoint<Judgement> {

    private static final int TOKENS = 100_000;

    /** What the tool takes beside the instructions; makers put words of their own around it. */
    private static final int FORM = 400;

    private static final int WRITTEN = 256;
    private static final String TOOL = "judge";

    private final RemoteName name;
    private final OptionalDouble temperature;
    private final BedrockRuntimeClient bedrock;

    /**
     * For one model.
     *
     * @param temperature empty: none is sent, for models that refuse it
     */
    public ConverseJudge(RemoteName name, OptionalDouble temperature, BedrockRuntimeClient bedrock) {
        this.name = name;
        this.temperature = temperature;
        this.bedrock = bedrock;
    }

    @Override
    public RemoteName name() {
        return name;
    }

    @Override
    public String settings() {
        return "temperature=" + temperature;
    }

    @Override
    public Limits limits() {
        return new Limits(
                1, TOKENS, Integer.MAX_VALUE, TOKENS, FORM + IntentQuestion.INSTRUCTIONS.length() / 3, WRITTEN);
    }

    @Override
    public Answer<Judgement> call(List<String> texts, Use use) {
        try {
            return answer(converse(texts.getFirst()));
        } catch (AbortedException e) {
            Thread.currentThread().interrupt();
            throw Passing.unanswered(name + ": interrupted", Optional.empty(), e);
        } catch (SdkException e) {
            return refused(BedrockFailures.ofJudge(name).of(e));
        }
    }

    private static Answer<Judgement> refused(RuntimeException failure) {
        if (failure instanceof Refused refusal) {
            return new Answer<>(List.of(Judgements.of(refusal)), OptionalLong.of(0));
        }
        throw failure;
    }

    private ConverseResponse converse(String text) {
        var message = Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText(text))
                .build();
        return bedrock.converse(request -> request.modelId(name.model())
                .system(SystemContentBlock.fromText(IntentQuestion.INSTRUCTIONS))
                .messages(message)
                .inferenceConfig(inference -> {
                    inference.maxTokens(WRITTEN);
                    temperature.ifPresent(value -> inference.temperature((float) value));
                })
                .toolConfig(tools -> tools.tools(tool()).toolChoice(choice -> choice.tool(tool -> tool.name(TOOL)))));
    }

    private static Tool tool() {
        return Tool.fromToolSpec(spec -> spec.name(TOOL)
                .description("Takes the judgement of the text.")
                .inputSchema(input -> input.json(schema())));
    }

    private static Document schema() {
        var number = Document.mapBuilder()
                .putString("type", "number")
                .putNumber("minimum", 0)
                .putNumber("maximum", 1)
                .putString("description", IntentQuestion.FIELD_MEANS)
                .build();
        return Document.mapBuilder()
                .putString("type", "object")
                .putMap("properties", properties -> properties.putDocument(IntentQuestion.FIELD, number))
                .putList("required", required -> required.addString(IntentQuestion.FIELD))
                .build();
    }

    private Answer<Judgement> answer(ConverseResponse response) {
        if (response.output() == null || response.output().message() == null) {
            throw Passing.unanswered(name + ": the answer has no message", Optional.empty(), null);
        }
        var usage = Optional.ofNullable(response.usage());
        return new Answer<>(
                List.of(judgement(response)),
                tokens(usage.map(TokenUsage::inputTokens)),
                tokens(usage.map(TokenUsage::outputTokens)));
    }

    private static OptionalLong tokens(Optional<Integer> count) {
        return count.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static Judgement judgement(ConverseResponse response) {
        var stopped = Optional.ofNullable(response.stopReason()).orElse(StopReason.UNKNOWN_TO_SDK_VERSION);
        return switch (stopped) {
            case MAX_TOKENS -> Judgement.cutOff();
            case CONTENT_FILTERED, GUARDRAIL_INTERVENED -> Judgement.filtered();
            default ->
                response.output().message().content().stream()
                        .map(ContentBlock::toolUse)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(ConverseJudge::judgement)
                        .orElseGet(Judgement::refused);
        };
    }

    private static Judgement judgement(ToolUseBlock call) {
        return Optional.ofNullable(call.input())
                .filter(Document::isMap)
                .map(input -> input.asMap().get(IntentQuestion.FIELD))
                .filter(Document::isNumber)
                .map(number -> Judgement.of(number.asNumber().doubleValue()))
                .orElseGet(Judgement::unreadable);
    }
}
