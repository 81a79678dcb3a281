package io.foresale.fuse;

/**
 * How many examples are made of a log, and which. A share of the users is taken as a whole, so that it is the same at every
 * cut-off and in every shard.
 *
 * @param mostExamples of a question
 * @param mostTexts users beyond which the texts of single users are not pooled, as a vector takes kilobytes
 * @param draws products drawn for a user, as examples of what was not bought
 */
public record Sampling(int mostExamples, int mostTexts, int draws, long seed) {

    /** One in so many users is taken, where so many users would make so many examples each. */
    long oneIn(long users, long examplesEach) {
        return Math.max(1, Math.ceilDiv(users * examplesEach, mostExamples));
    }

    /** Whether a user is taken, as SQL. */
    static String taken(String user, long oneIn) {
        return oneIn == 1 ? "true" : "md5_number_lower(" + user + ") % " + oneIn + " = 0";
    }
}
