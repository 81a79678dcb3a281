package io.foresale.adapter.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.foresale.domain.PermanentException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The output of a graph that vectors are taken from: that of whole texts where there is one, otherwise that of tokens.
 *
 * @param pooled whether it is the text's and not its tokens'
 */
record GraphOutput(String name, boolean pooled, int dimensions) {

    private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");

    /** Names that exporters give to what is wanted, the best first; any other comes after them. */
    private static final List<String> KNOWN = List.of("sentence_embedding", "last_hidden_state", "token_embeddings");

    static GraphOutput of(String id, OrtSession session) throws OrtException {
        if (!INPUTS.containsAll(session.getInputNames())) {
            throw refused(
                    id,
                    "a graph with the inputs " + INPUTS.stream().sorted().toList(),
                    session.getInputNames().toString());
        }
        return session.getOutputInfo().values().stream()
                .sorted(Comparator.comparingInt(GraphOutput::rank))
                .flatMap(node -> output(node).stream())
                .findFirst()
                .orElseThrow(() -> refused(
                        id,
                        "an output [texts, tokens, length] or [texts, length] of known length",
                        session.getOutputNames().toString()));
    }

    private static int rank(NodeInfo node) {
        int place = KNOWN.indexOf(node.getName());
        return place < 0 ? KNOWN.size() : place;
    }

    private static Optional<GraphOutput> output(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            return Optional.empty();
        }
        var shape = tensor.getShape();
        long length = shape.length == 0 ? -1 : shape[shape.length - 1];
        return (shape.length == 2 || shape.length == 3) && length > 0
                ? Optional.of(new GraphOutput(node.getName(), shape.length == 2, Math.toIntExact(length)))
                : Optional.empty();
    }

    private static PermanentException refused(String id, String wanted, String got) {
        return PermanentException.invalid(
                "embedding model " + id, wanted, got, "export the model for feature extraction, as optimum does it");
    }
}
