package io.foresale.adapter.onnx;

import io.foresale.port.EmbeddingModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/**
 * One embedding model in this process. Its weights are 8-bit, and how activations are rounded depends on everything in a
 * run, so every text has a run of its own: only then does its vector not depend on its neighbours. A run uses one thread;
 * several texts are spread over several threads.
 */
public final class OnnxEmbeddingModel implements EmbeddingModel {

    private final String id;
    private final Workers workers;
    private final Lazy<LoadedModel> loaded;
    private final IntSupplier dimensions;

    OnnxEmbeddingModel(ModelCard card, Workers workers) {
        this.id = card.id();
        this.workers = workers;
        this.loaded = new Lazy<>(() -> LoadedModel.of(card));
        this.dimensions = card::dimensions;
    }

    /** A model of the bucket; it is loaded to be asked for the length of its vectors, which its graph says. */
    OnnxEmbeddingModel(ModelFolder folder, Workers workers) {
        this.id = folder.id();
        this.workers = workers;
        this.loaded = new Lazy<>(() -> LoadedModel.of(folder));
        this.dimensions = () -> loaded.get().dimensions();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int dimensions() {
        return dimensions.getAsInt();
    }

    @Override
    public List<Outcome<float[]>> embed(List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        var model = loaded.get();
        var outcomes = new AtomicReferenceArray<Outcome<float[]>>(texts.size());
        workers.forEach(texts.size(), i -> outcomes.set(i, model.embed(texts.get(i))));
        return IntStream.range(0, texts.size()).mapToObj(outcomes::get).toList();
    }

    void close() {
        loaded.ifThere(LoadedModel::close);
    }
}
