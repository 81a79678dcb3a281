package io.foresale.adapter.onnx;

import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModelContract;

class MiniLmTest extends EmbeddingModelContract {

    @Override
    protected EmbeddingModel model() {
        return OnnxModels.MODELS.model("all-minilm-l6-v2-q");
    }
}
