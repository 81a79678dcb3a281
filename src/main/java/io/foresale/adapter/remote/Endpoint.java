package io.foresale.adapter.remote;

import java.util.List;
import java.util.OptionalLong;

/**
 * One model at one endpoint: a call is made once and answered or not. Patience is not its business.
 *
 * @param <A> what it answers to a text
 */
public interface Endpoint<A> {

    RemoteName name();

    Limits limits();

    /** Those of its settings that decide which texts it has an answer to, in words. */
    default String settings() {
        return "";
    }

    /**
     * Calls the endpoint once. Ends soon after its thread is interrupted.
     *
     * @throws CallFailed where it did not answer to the texts
     * @throws io.foresale.domain.PermanentException where it is set up so that no call will be answered
     */
    Answer<A> call(List<String> texts, Use use);

    /** What the answers are for; some models tell the two apart. */
    enum Use {
        STORED,
        WORDS
    }

    /**
     * What the endpoint says of itself.
     *
     * @param texts of a call
     * @param tokens of a text
     * @param characters of a text
     * @param tokensOfACall of all its texts together
     * @param tokensBeside that a call takes beside its texts: instructions
     * @param tokensWritten by the model in a call, at most; none by one that answers with vectors
     */
    record Limits(int texts, int tokens, int characters, int tokensOfACall, int tokensBeside, int tokensWritten) {

        /** Of a model that takes nothing but texts and writes nothing. */
        public Limits(int texts, int tokens, int characters, int tokensOfACall) {
            this(texts, tokens, characters, tokensOfACall, 0, 0);
        }
    }

    /**
     * An answer as it came, unchecked.
     *
     * @param answers one a text, in their order
     * @param tokens that were read and paid for, where the endpoint says so
     * @param written tokens, where the endpoint says so
     */
    record Answer<A>(List<A> answers, OptionalLong tokens, OptionalLong written) {

        /** Of a model that writes nothing. */
        public Answer(List<A> answers, OptionalLong tokens) {
            this(answers, tokens, OptionalLong.of(0));
        }
    }
}
