package io.foresale.adapter.bedrock;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foresale.adapter.remote.Endpoint.Limits;
import io.foresale.adapter.remote.RemoteName;
import io.foresale.domain.PermanentException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Models of one maker, which share the form of requests and answers and the limits of a call. */
enum Family {
    TITAN_2("amazon.titan-embed-text-v2", 1_024, Set.of(256, 512, 1_024), new Limits(1, 8_192, 50_000, 8_192)) {
        @Override
        ObjectNode request(List<String> texts, int dimensions, boolean queries) {
            return MAPPER.createObjectNode()
                    .put("inputText", texts.getFirst())
                    .put("dimensions", dimensions)
                    .put("normalize", true);
        }

        @Override
        List<float[]> vectors(JsonNode answer) {
            return answer.path("embedding").isArray() ? List.of(numbers(answer.path("embedding"))) : List.of();
        }
    },
    COHERE_3("cohere.embed-", 1_024, Set.of(1_024), new Limits(96, 512, 2_048, 96 * 512)) {
        @Override
        ObjectNode request(List<String> texts, int dimensions, boolean queries) {
            return cohere(texts, queries);
        }

        @Override
        List<float[]> vectors(JsonNode answer) {
            return cohere(answer);
        }
    },
    COHERE_4("cohere.embed-v4", 1_536, Set.of(256, 512, 1_024, 1_536), new Limits(96, 8_192, 50_000, 128_000)) {
        @Override
        ObjectNode request(List<String> texts, int dimensions, boolean queries) {
            return cohere(texts, queries).put("output_dimension", dimensions);
        }

        @Override
        List<float[]> vectors(JsonNode answer) {
            return cohere(answer);
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String prefix;
    private final int dimensions;
    private final Set<Integer> lengths;
    private final Limits limits;

    Family(String prefix, int dimensions, Set<Integer> lengths, Limits limits) {
        this.prefix = prefix;
        this.dimensions = dimensions;
        this.lengths = lengths;
        this.limits = limits;
    }

    /** The family of a model, of which an inference profile's name has a region before it. */
    static Family of(RemoteName name) {
        return List.of(TITAN_2, COHERE_4, COHERE_3).stream()
                .filter(family -> name.model().startsWith(family.prefix)
                        || name.model().contains("." + family.prefix)
                        || name.model().contains("/" + family.prefix))
                .findFirst()
                .orElseThrow(() -> PermanentException.notFound(
                        "embedding model " + name,
                        "amazon.titan-embed-text-v2:0, or a model cohere.embed-…",
                        "another one",
                        "name one of these, or serve the model behind an OpenAI-compatible endpoint"));
    }

    abstract ObjectNode request(List<String> texts, int dimensions, boolean queries);

    abstract List<float[]> vectors(JsonNode answer);

    Limits limits() {
        return limits;
    }

    /** The length asked for, or the family's own. */
    int dimensions(RemoteName name) {
        int length = name.dimensions().orElse(dimensions);
        if (!lengths.contains(length)) {
            throw PermanentException.invalid(
                    "embedding model " + name,
                    "vectors of a length among " + lengths.stream().sorted().toList(),
                    String.valueOf(length),
                    "write one of them behind the @");
        }
        return length;
    }

    byte[] body(List<String> texts, int length, boolean queries) {
        try {
            return MAPPER.writeValueAsBytes(request(texts, length, queries));
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OptionalLong tokens(JsonNode answer) {
        var tokens = answer.path("inputTextTokenCount");
        return tokens.canConvertToLong() ? OptionalLong.of(tokens.asLong()) : OptionalLong.empty();
    }

    /** Cut by no one but us: what is too long is refused, and then parted. */
    private static ObjectNode cohere(List<String> texts, boolean queries) {
        var body = MAPPER.createObjectNode()
                .put("input_type", queries ? "search_query" : "search_document")
                .put("truncate", "NONE");
        texts.forEach(body.putArray("texts")::add);
        body.putArray("embedding_types").add("float");
        return body;
    }

    /** By type where types were asked for; a list where the model is older than types. */
    private static List<float[]> cohere(JsonNode answer) {
        var embeddings = answer.path("embeddings");
        var floats = embeddings.isObject() ? embeddings.path("float") : embeddings;
        return StreamSupport.stream(floats.spliterator(), false)
                .map(Family::numbers)
                .toList();
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
