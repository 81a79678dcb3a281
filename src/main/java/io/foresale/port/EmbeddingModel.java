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

    /**
     * As {@link #embed(List)}, and asks and tells the meter of every call that is paid for.
     *
     * @throws io.foresale.domain.PermanentException as the meter throws it, where no text was embedded
     */
    default List<Outcome> embed(List<String> texts, Meter meter) {
        return embed(texts);
    }

    /** Embeds what a shopper asks now; as {@link #embed(List)}, unless the model is set to tell questions from answers. */
    default List<Outcome> embedWords(List<String> texts) {
        return embed(texts);
    }

    /** What embedding these would use, on the high side; nothing where it is not paid for. */
    default Usage estimate(List<String> texts) {
        return Usage.NONE;
    }

    /** How many texts it wants at once to be kept busy. */
    default int atOnce() {
        return 100;
    }

    /** What became of one text. */
    sealed interface Outcome {

        /** The vector; owned by the receiver. */
        record Embedded(float[] vector) implements Outcome {}

        /** This text could not be embedded; the others could. */
        record Failed(String reason) implements Outcome {}

        /** Its call failed for a reason that may be gone at the next try; calls for others did not. */
        record Unreached(String reason) implements Outcome {}
    }

    /** Watches over what a job pays for. Called by any thread. */
    interface Meter {

        /**
         * A call is about to be made.
         *
         * @throws io.foresale.domain.PermanentException where the job must not use as much more
         */
        void before(Usage estimate);

        /** The call with this estimate was answered or failed, and used so much. */
        void after(Usage estimate, Usage used);
    }

    /**
     * What calls of a model are paid by.
     *
     * @param money in whatever currency the price in the settings has
     */
    record Usage(long calls, long tokens, double money) {

        public static final Usage NONE = new Usage(0, 0, 0);

        public Usage plus(Usage other) {
            return new Usage(calls + other.calls, tokens + other.tokens, money + other.money);
        }

        public Usage minus(Usage other) {
            return new Usage(calls - other.calls, tokens - other.tokens, money - other.money);
        }
    }
}
