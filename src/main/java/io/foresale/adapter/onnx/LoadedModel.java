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
import io.foresale.port.TextModel.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** A model's weights and tokenizer in memory; any number of threads may use them at once. */
final class LoadedModel implements AutoCloseable {

    private final String id;
    private final Pooling pooling;
    private final GraphOutput output;
    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private LoadedModel(
            String id,
            Pooling pooling,
            GraphOutput output,
            HuggingFaceTokenizer tokenizer,
            OrtEnvironment environment,
            OrtSession session) {
        this.id = id;
        this.pooling = pooling;
        this.output = output;
        this.tokenizer = tokenizer;
        this.environment = environment;
        this.session = session;
    }

    /** Opens a model's weights. */
    private interface Weights {
        OrtSession open(OrtEnvironment environment, SessionOptions options) throws OrtException, IOException;
    }

    static LoadedModel of(ModelCard card) {
        return loaded(
                card.id(), card.pooling(), card.longest(), () -> resource(card.tokenizer()), (environment, options) -> {
                    try (var weights = resource(card.weights())) {
                        return environment.createSession(weights.readAllBytes(), options);
                    }
                });
    }

    static LoadedModel of(ModelFolder folder) {
        return loaded(
                folder.id(),
                folder.pooling(),
                folder.longest(),
                () -> Files.newInputStream(folder.tokenizer()),
                (environment, options) ->
                        environment.createSession(folder.weights().toString(), options));
    }

    /** Opens a tokenizer's file. */
    private interface TokenizerFile {
        InputStream open() throws IOException;
    }

    private static LoadedModel loaded(
            String id, Pooling pooling, int longest, TokenizerFile tokenizerFile, Weights weights) {
        try (var tokenizer = tokenizerFile.open();
                var options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // Releases of the runtime fuse operators in different ways beyond this level, and 8-bit rounding turns that
            // into
            // other vectors (cosine 0.9986 between 1.29 and 1.30) without being faster.
            options.setOptimizationLevel(OptLevel.BASIC_OPT);
            var environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "foresale");
            var session = weights.open(environment, options);
            return new LoadedModel(
                    id,
                    pooling,
                    GraphOutput.of(id, session),
                    HuggingFaceTokenizer.newInstance(tokenizer, tokenizerOptions(longest)),
                    environment,
                    session);
        } catch (IOException | OrtException | EngineException | LinkageError e) {
            throw new RetriableException(
                    "the embedding model " + id + " could not be loaded; are java.io.tmpdir ("
                            + System.getProperty("java.io.tmpdir") + ") and DJL_CACHE_DIR ("
                            + Utils.getCacheDir() + ") writable? " + e.getMessage(),
                    e);
        }
    }

    /** The length of its vectors. */
    int dimensions() {
        return output.dimensions();
    }

    /** Replaces what the tokenizer's file says: it pads to a fixed length, which a run of one text does not need. */
    private static Map<String, String> tokenizerOptions(int longest) {
        var tokens = String.valueOf(longest);
        return Map.of("padding", "false", "truncation", "true", "maxLength", tokens, "modelMaxLength", tokens);
    }

    private static InputStream resource(String path) {
        var stream = LoadedModel.class.getResourceAsStream(path);
        if (stream == null) {
            throw PermanentException.notFound(
                    path, "a file on the class path", "none", "build the artefact with its embedding models");
        }
        return stream;
    }

    Outcome<float[]> embed(String text) {
        try {
            return new Outcome.Answered<>(vector(text));
        } catch (OrtException | RuntimeException e) {
            return new Outcome.Failed<>(id + ": " + e.getMessage());
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
                var tensor = (OnnxTensor) result.get(output.name()).orElseThrow();
                return (output.pooled() ? Pooling.FIRST : pooling).pool(tensor.getFloatBuffer(), dimensions());
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
            throw new IllegalStateException("the embedding model " + id + " could not be closed", e);
        } finally {
            tokenizer.close();
        }
    }
}
