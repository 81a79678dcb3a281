package io.foresale.adapter.openai;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.Endpoint.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Requests and answers of {@code /embeddings} as JSON. */
final class OpenAiJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final String model;

    /**
     * For one model.
     *
     * @param model for messages
     */
    OpenAiJson(String model) {
        this.model = model;
    }

    byte[] request(String modelName, List<String> texts, Optional<Integer> dimensions, boolean base64) {
        var body = MAPPER.createObjectNode().put("model", modelName);
        texts.forEach(body.putArray("input")::add);
        dimensions.ifPresent(length -> body.put("dimensions", length));
        body.put("encoding_format", base64 ? "base64" : "float");
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The vectors by their index, which need not be their order. */
    Answer<float[]> answer(byte[] body) {
        try {
            var root = MAPPER.readTree(body);
            var vectors = new TreeMap<Integer, float[]>();
            int place = 0;
            for (var entry : root.path("data")) {
                vectors.put(entry.path("index").asInt(place), vector(entry.path("embedding")));
                place++;
            }
            return new Answer<>(List.copyOf(vectors.values()), tokens(root));
        } catch (IOException | IllegalArgumentException e) {
            throw Passing.unanswered(model + ": the answer is broken", Optional.empty(), e);
        }
    }

    private static OptionalLong tokens(JsonNode root) {
        var tokens = root.path("usage").path("prompt_tokens");
        return tokens.canConvertToLong() ? OptionalLong.of(tokens.asLong()) : OptionalLong.empty();
    }

    private static float[] vector(JsonNode embedding) {
        return embedding.isTextual() ? decoded(embedding.asText()) : numbers(embedding);
    }

    private static float[] decoded(String base64) {
        var floats = ByteBuffer.wrap(Base64.getDecoder().decode(base64))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        var vector = new float[floats.remaining()];
        floats.get(vector);
        return vector;
    }

    /** What is no number becomes none, which the check of vectors refuses. */
    private static float[] numbers(JsonNode embedding) {
        var vector = new float[embedding.size()];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = embedding.get(d).isNumber() ? embedding.get(d).floatValue() : Float.NaN;
        }
        return vector;
    }
}
