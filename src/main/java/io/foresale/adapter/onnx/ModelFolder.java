package io.foresale.adapter.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.foresale.domain.PermanentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A model's files on local disk, as they are exported from Hugging Face. */
record ModelFolder(String id, Path weights, Path tokenizer, Pooling pooling, int longest) {

    /** Where the weights may lie, the first that is there is taken. */
    static final List<String> WEIGHTS = List.of("model.onnx", "onnx/model.onnx");

    /** Everything else that is read; only the tokenizer must be there. */
    static final List<String> FILES = List.of(
            "tokenizer.json",
            "config.json",
            "tokenizer_config.json",
            "sentence_bert_config.json",
            "modules.json",
            "1_Pooling/config.json");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL = 512;
    private static final String REMEDY =
            "export it as optimum does it: model.onnx, tokenizer.json and, for its pooling, 1_Pooling/config.json";

    /**
     * Reads what the files say.
     *
     * @param chosen how to pool, where it was chosen
     */
    static ModelFolder of(String id, Path folder, Optional<Pooling> chosen) {
        refuseFurtherLayers(id, json(folder.resolve("modules.json")));
        return new ModelFolder(
                id,
                WEIGHTS.stream()
                        .map(folder::resolve)
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow(() -> refused(id, "model.onnx", "none")),
                Optional.of(folder.resolve("tokenizer.json"))
                        .filter(Files::exists)
                        .orElseThrow(() -> refused(id, "tokenizer.json", "none")),
                chosen.or(() -> pooling(json(folder.resolve("1_Pooling/config.json"))))
                        .orElseThrow(() -> PermanentException.invalid(
                                "embedding model " + id,
                                "1_Pooling/config.json with the mean or the first token",
                                "none or another one",
                                "set foresale.embed.pooling.\"" + id + "\" to mean or cls")),
                longest(folder));
    }

    /** A layer behind the pooling is not in the graph; without it, vectors would be others. */
    private static void refuseFurtherLayers(String id, JsonNode modules) {
        for (var module : modules) {
            if (module.path("type").asText("").endsWith(".Dense")) {
                throw refused(id, "a model that ends with its pooling", "one with a layer after it");
            }
        }
    }

    private static Optional<Pooling> pooling(JsonNode config) {
        var modes = Stream.of(
                        "cls_token",
                        "mean_tokens",
                        "max_tokens",
                        "mean_sqrt_len_tokens",
                        "weightedmean_tokens",
                        "lasttoken")
                .filter(mode -> config.path("pooling_mode_" + mode).asBoolean(false))
                .toList();
        return switch (modes.size() == 1
                ? modes.getFirst()
                : config.path("pooling_mode").asText("")) {
            case "cls_token", "cls" -> Optional.of(Pooling.FIRST);
            case "mean_tokens", "mean" -> Optional.of(Pooling.MEAN);
            default -> Optional.empty();
        };
    }

    /** Tokens it takes, as the first file says that says so; files say very large numbers where they do not know. */
    private static int longest(Path folder) {
        return Stream.of(
                        json(folder.resolve("sentence_bert_config.json")).path("max_seq_length"),
                        json(folder.resolve("tokenizer_config.json")).path("model_max_length"),
                        json(folder.resolve("config.json")).path("max_position_embeddings"))
                .filter(length -> length.canConvertToInt() && length.asInt() > 0 && length.asInt() <= 32_768)
                .map(JsonNode::asInt)
                .findFirst()
                .orElse(USUAL);
    }

    private static JsonNode json(Path file) {
        if (!Files.exists(file)) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PermanentException refused(String id, String wanted, String got) {
        return PermanentException.invalid("embedding model " + id, wanted, got, REMEDY);
    }
}
