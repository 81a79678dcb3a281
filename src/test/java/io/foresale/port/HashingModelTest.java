package io.foresale.port;

class HashingModelTest extends EmbeddingModelContract {

    private final HashingModel model = new HashingModel("hashing-8", 8);

    @Override
    protected EmbeddingModel model() {
        return model;
    }
}
