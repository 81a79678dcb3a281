package io.foresale.adapter.onnx;

import java.nio.file.Path;

/** The embedded models, loaded once for all tests. */
final class OnnxModels {

    static final EmbeddedModels MODELS = new EmbeddedModels(
            Path.of("target", "native-libraries"), Runtime.getRuntime().availableProcessors());

    private OnnxModels() {}
}
