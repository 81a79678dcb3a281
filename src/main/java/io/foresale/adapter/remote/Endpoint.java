package io.foresale.adapter.remote;

import java.util.List;
import java.util.OptionalLong;

/** One model at one endpoint: a call is made once and answered or not. Patience is not its business. */
public interface Endpoint {

    RemoteName name();

    /** The length of its vectors. */
    int dimensions();

    Limits limits();

    /**
     * Calls the endpoint once. Ends soon after its thread is interrupted.
     *
     * @throws CallFailed where it did not answer with vectors
     * @throws io.foresale.domain.PermanentException where it is set up so that no call will be answered
     */
    Answer call(List<String> texts, Use use);

    /** What the vectors are for; some models tell the two apart. */
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
     */
    record Limits(int texts, int tokens, int characters, int tokensOfACall) {}

    /**
     * An answer as it came, unchecked.
     *
     * @param tokens that were paid for, where the endpoint says so
     */
    record Answer(List<float[]> vectors, OptionalLong tokens) {}
}
