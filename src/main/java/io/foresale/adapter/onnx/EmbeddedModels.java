package io.foresale.adapter.onnx;

import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModels;
import java.nio.file.Path;
import java.util.List;

/** The embedding models that lie on the class path. */
public final class EmbeddedModels implements EmbeddingModels, AutoCloseable {

    private final Workers workers;
    private final List<OnnxEmbeddingModel> models;

    /**
     * Makes the catalogue; models and native libraries are loaded when a text is first embedded.
     *
     * @param libraries where the tokenizer's native library is unpacked, once for each version; a directory that no one
     *     else may write to. ONNX Runtime unpacks its own to {@code java.io.tmpdir}, at every start
     * @param threads that embed at the same time
     */
    public EmbeddedModels(Path libraries, int threads) {
        stayOffline(libraries);
        this.workers = new Workers(threads);
        this.models = ModelCard.ALL.stream()
                .map(card -> new OnnxEmbeddingModel(card, workers))
                .toList();
    }

    /**
     * DJL takes its settings from system properties. Left alone it calls its makers' statistics server when it finds itself
     * on EC2, and downloads another library when it finds a GPU.
     */
    private static void stayOffline(Path libraries) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        setUnlessSet("RUST_FLAVOR", "cpu");
        setUnlessSet("DJL_CACHE_DIR", libraries.toAbsolutePath().toString());
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    /** A model out of a folder, on the same threads as all others; it ends with the process. */
    EmbeddingModel of(ModelFolder folder) {
        return new OnnxEmbeddingModel(folder, workers);
    }

    @Override
    public EmbeddingModel model(String id) {
        return models.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> PermanentException.notFound(
                        "embedding model " + Quoted.of(id),
                        "one of " + String.join(", ", ids()),
                        "no such model",
                        "name one of them as 'embeddingModel' in the data set's configuration"));
    }

    @Override
    public String suitedTo(Script script) {
        return ModelCard.ALL.stream()
                .filter(card -> card.script() == script)
                .map(ModelCard::id)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<String> ids() {
        return ModelCard.ALL.stream().map(ModelCard::id).toList();
    }

    @Override
    public void close() {
        workers.close();
        models.forEach(OnnxEmbeddingModel::close);
    }
}
