package io.foresale.adapter.remote;

import io.foresale.adapter.remote.Endpoint.Limits;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModelContract;

class RemoteModelContractTest extends EmbeddingModelContract {

    private final RemoteModel model = new RemoteModel(
            FakeEndpoint.good(new Limits(7, 1_000_000, 1_000_000, 1_000_000)),
            RemoteModelTest.settings(3),
            System::nanoTime);

    @Override
    protected EmbeddingModel model() {
        return model;
    }
}
