package io.foresale.adapter.onnx;

import io.foresale.port.EmbeddingModels.Script;
import java.util.List;

/**
 * What the publisher of a model says of it, and where its files lie on the class path.
 *
 * @param longest how many tokens of a text it takes, marks of begin and end included; the rest of the text is left out, as
 *     the publisher's own library does it
 * @param script of the texts it was trained on
 */
record ModelCard(
        String id, int dimensions, Pooling pooling, int longest, Script script, String weights, String tokenizer) {

    /** Every model that this artefact carries. */
    static final List<ModelCard> ALL = List.of(
            new ModelCard(
                    "all-minilm-l6-v2-q",
                    384,
                    Pooling.MEAN,
                    256,
                    Script.LATIN,
                    "/all-minilm-l6-v2-q.onnx",
                    "/all-minilm-l6-v2-q-tokenizer.json"),
            new ModelCard(
                    "bge-small-zh-v15-q",
                    512,
                    Pooling.FIRST,
                    512,
                    Script.CHINESE,
                    "/bge-small-zh-v1.5-q.onnx",
                    "/bge-small-zh-v1.5-q-tokenizer.json"));
}
