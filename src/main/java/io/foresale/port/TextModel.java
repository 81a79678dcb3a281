package io.foresale.port;

import java.util.List;

/**
 * A model that answers to texts, each on its own: what it says of one does not depend on the texts beside it. Safe for any
 * number of threads.
 *
 * @param <A> an answer to one text
 */
public interface TextModel<A> {

    /** The model's name; it is part of the name of everything it answered, so another model has another name. */
    String id();

    /**
     * Answers to some texts, none empty, as fast as this model can, and asks and tells the meter of every call that is paid
     * for. There is one outcome a text, in their order. Where the calling thread is interrupted, no further text is begun.
     *
     * @throws io.foresale.domain.RetriableException where the model itself is out of reach, whatever the text, or where the
     *     thread was interrupted, which it then still is
     * @throws io.foresale.domain.PermanentException as the meter throws it, where no text was answered
     */
    List<Outcome<A>> answers(List<String> texts, Meter meter);

    /** What answering these would use, on the high side; nothing where it is not paid for. */
    default Usage estimate(List<String> texts) {
        return Usage.NONE;
    }

    /**
     * Those of its settings that decide which texts it has an answer to, in words; the empty string where none does. With
     * others, texts without an answer are worth asking about again.
     */
    default String settings() {
        return "";
    }

    /** Earlier processes had answers of it, so texts that are refused are no sign of wrong settings. */
    default void answeredBefore() {}

    /** How many texts it wants at once to be kept busy. */
    default int atOnce() {
        return 100;
    }

    /** What became of one text. */
    sealed interface Outcome<A> {

        /** The answer; owned by the receiver. */
        record Answered<A>(A answer) implements Outcome<A> {}

        /** There is no answer to this text; there was to others. */
        record Failed<A>(String reason) implements Outcome<A> {}

        /** Its call failed for a reason that may be gone at the next try; calls for others did not. */
        record Unreached<A>(String reason) implements Outcome<A> {}
    }

    /** Watches over what a job pays for. Called by any thread. */
    interface Meter {

        /** One that lets everything through. */
        Meter FREE = new Meter() {
            @Override
            public void before(Usage estimate) {}

            @Override
            public void after(Usage estimate, Usage used) {}
        };

        /**
         * A call is about to be made.
         *
         * @throws io.foresale.domain.PermanentException where the job must not use as much more
         */
        void before(Usage estimate);

        /**
         * Whether nobody waits any longer: calls under way are given up, none is begun, and the texts without an answer are
         * unreached.
         */
        default boolean isOver() {
            return false;
        }

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
