package io.foresale.adapter.onnx;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.util.Utils;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.EmbeddingModel.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A model's weights and tokenizer in memory; any number of threads may use them at once. */
final class LoadedModel implements AutoCloseable {

    private final ModelCard card;
    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private LoadedModel(
            ModelCard card, HuggingFaceTokenizer tokenizer, OrtEnvironment environment, OrtSession session) {
        this.card = card;
        this.tokenizer = tokenizer;
        this.environment = environment;
        this.session = session;
    }

    static LoadedModel of(ModelCard card) {
        try (var tokenizer = resource(card.tokenizer());
                var weights = resource(card.weights());
                var options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // Releases of the runtime fuse operators in different ways beyond this level, and 8-bit rounding turns that
            // into
            // other vectors (cosine 0.9986 between 1.29 and 1.30) without being faster.
            options.setOptimizationLevel(OptLevel.BASIC_OPT);
            var environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "foresale");
            return new LoadedModel(
                    card,
                    HuggingFaceTokenizer.newInstance(tokenizer, tokenizerOptions(card)),
                    environment,
                    environment.createSession(weights.readAllBytes(), options));
        } catch (IOException | OrtException | EngineException | LinkageError e) {
            throw new RetriableException(
                    "the embedding model " + card.id() + " could not be loaded; are java.io.tmpdir ("
                            + System.getProperty("java.io.tmpdir") + ") and DJL_CACHE_DIR ("
                            + Utils.getCacheDir() + ") writable?",
                    e);
        }
    }

    /** Replaces what the tokenizer's file says: it pads to a fixed length, which a run of one text does not need. */
    private static Map<String, String> tokenizerOptions(ModelCard card) {
        var longest = String.valueOf(card.longest());
        return Map.of("padding", "false", "truncation", "true", "maxLength", longest, "modelMaxLength", longest);
    }

    private static InputStream resource(String path) {
        var stream = LoadedModel.class.getResourceAsStream(path);
        if (stream == null) {
            throw PermanentException.notFound(
                    path, "a file on the class path", "none", "build the artefact with its embedding models");
        }
        return stream;
    }

    Outcome embed(String text) {
        try {
            return new Outcome.Embedded(vector(text));
        } catch (OrtException | RuntimeException e) {
            return new Outcome.Failed(card.id() + ": " + e.getMessage());
        }
    }

    private float[] vector(String text) throws OrtException {
        var encoding = tokenizer.encode(wellFormed(text));
        var shape = new long[] {1, encoding.getIds().length};
        try (var ids = tensor(encoding.getIds(), shape);
                var types = tensor(encoding.getTypeIds(), shape);
                var mask = tensor(encoding.getAttentionMask(), shape)) {
            var inputs = new HashMap<>(Map.of("input_ids", ids, "token_type_ids", types, "attention_mask", mask));
            inputs.keySet().retainAll(session.getInputNames());
            try (var result = session.run(inputs)) {
                return card.pooling().pool(((OnnxTensor) result.get(0)).getFloatBuffer(), card.dimensions());
            }
        }
    }

    /** Half a surrogate pair, which native code cannot read, becomes a question mark. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model " + card.id() + " could not be closed", e);
        } finally {
            tokenizer.close();
        }
    }
}
