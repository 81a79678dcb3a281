package io.foresale.port;

import java.util.List;

/** Turns texts into vectors of unit length, such that texts of like meaning have a large dot product. */
public interface EmbeddingModel extends TextModel<float[]> {

    /** The length of its vectors. */
    int dimensions();

    /** As {@link #answers}, for texts that nobody counts. */
    List<Outcome<float[]>> embed(List<String> texts);

    @Override
    default List<Outcome<float[]>> answers(List<String> texts, Meter meter) {
        return embed(texts);
    }

    /** Embeds what a shopper asks now; as {@link #embed}, unless the model is set to tell questions from answers. */
    default List<Outcome<float[]>> embedWords(List<String> texts) {
        return embed(texts);
    }
}
