package io.foresale.adapter.remote;

/** An endpoint that answers with vectors. */
public interface EmbeddingEndpoint extends Endpoint<float[]> {

    /** The length of its vectors. */
    int dimensions();
}
