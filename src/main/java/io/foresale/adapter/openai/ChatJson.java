package io.foresale.adapter.openai;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.Endpoint.Answer;
import io.foresale.domain.IntentQuestion;
import io.foresale.port.Judgement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Requests and answers of {@code /chat/completions} as JSON. */
final class ChatJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final String model;

    /**
     * For one model.
     *
     * @param model for messages
     */
    ChatJson(String model) {
        this.model = model;
    }

    byte[] request(String modelName, String text, OpenAiChatSettings settings) {
        var body = MAPPER.createObjectNode().put("model", modelName);
        var messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", IntentQuestion.INSTRUCTIONS);
        messages.addObject().put("role", "user").put("content", text);
        settings.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        body.put("max_completion_tokens", settings.answerTokens());
        body.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", IntentQuestion.FIELD)
                .put("strict", true)
                .set("schema", schema());
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without bounds of the number, which not every server takes in a strict schema; they are checked here. */
    private static ObjectNode schema() {
        var schema = MAPPER.createObjectNode().put("type", "object");
        schema.putObject("properties")
                .putObject(IntentQuestion.FIELD)
                .put("type", "number")
                .put("description", IntentQuestion.FIELD_MEANS);
        schema.putArray("required").add(IntentQuestion.FIELD);
        return schema.put("additionalProperties", false);
    }

    /** What the first choice says; an answer without choices is none. */
    Answer<Judgement> answer(byte[] body) {
        try {
            var root = MAPPER.readTree(body);
            var choice = root.path("choices").path(0);
            if (!choice.path("message").isObject()) {
                throw Passing.unanswered(model + ": the answer has no choices", Optional.empty(), null);
            }
            var usage = root.path("usage");
            return new Answer<>(
                    List.of(judgement(choice)),
                    whole(usage.path("prompt_tokens")),
                    whole(usage.path("completion_tokens")));
        } catch (IOException e) {
            throw Passing.unanswered(model + ": the answer is broken", Optional.empty(), e);
        }
    }

    private static OptionalLong whole(JsonNode tokens) {
        return tokens.canConvertToLong() ? OptionalLong.of(tokens.asLong()) : OptionalLong.empty();
    }

    private static Judgement judgement(JsonNode choice) {
        var message = choice.path("message");
        if (!message.path("refusal").asText("").isEmpty()
                && !message.path("refusal").isNull()) {
            return Judgement.refused();
        }
        return switch (choice.path("finish_reason").asText("")) {
            case "length" -> Judgement.cutOff();
            case "content_filter" -> Judgement.filtered();
            default -> judgement(message.path("content").asText(""));
        };
    }

    private static Judgement judgement(String content) {
        try {
            var number = MAPPER.readTree(content).path(IntentQuestion.FIELD);
            return number.isNumber() ? Judgement.of(number.doubleValue()) : Judgement.unreadable();
        } catch (JacksonException e) {
            return Judgement.unreadable();
        }
    }
}
