package io.foresale.adapter.remote;

import java.util.List;

/**
 * What answers of a kind have to be, and how those to the pieces of a text become the text's.
 *
 * @param <A> an answer
 */
interface AnswerKind<A> {

    /** What it is called in messages: vectors. */
    String noun();

    /** What to do about an endpoint that answers with something else. */
    String remedy();

    /**
     * The answer as it is used.
     *
     * @throws CallFailed.Passing where it is none
     */
    A checked(A answer);

    /**
     * The answer to a text, of those to its pieces.
     *
     * @param weights the pieces' lengths
     * @throws ArithmeticException where they make none
     */
    A pooled(List<A> answers, int[] weights);
}
