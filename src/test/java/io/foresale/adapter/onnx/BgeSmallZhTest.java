package io.foresale.adapter.onnx;

import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModelContract;

class BgeSmallZhTest extends EmbeddingModelContract {

    @Override
    protected EmbeddingModel model() {
        return OnnxModels.MODELS.model("bge-small-zh-v15-q");
    }
}
