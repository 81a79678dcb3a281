package io.foresale.port;

import java.util.List;

/**
 * Turns texts into vectors of unit length, such that texts of like meaning have a large dot product. A text's vector does
 * not depend on the texts beside it. Safe for any number of threads.
 */
public interface EmbeddingModel {

    /** The model's name; it is part of the name of every vector it made, so another model has another name. */
    String id();

    /** The length of its vectors. */
    int dimensions();

    /**
     * Embeds some texts, none empty, as fast as this model can; the answer has one outcome a text, in their order. Where the
     * calling thread is interrupted, no further text is begun.
     *
     * @throws io.foresale.domain.RetriableException where the model itself is out of reach, whatever the text, or where the
     *     thread was interrupted, which it then still is
     */
    List<Outcome> embed(List<String> texts);

    /** What became of one text. */
    sealed interface Outcome {

        /** The vector; owned by the receiver. */
        record Embedded(float[] vector) implements Outcome {}

        /** This text could not be embedded; the others could. */
        record Failed(String reason) implements Outcome {}
    }
}
