package io.foresale.domain;

/**
 * A job elsewhere that embeds texts of a clean part.
 *
 * @param part the clean part's manifest
 * @param job its name there
 * @param number counting a part's jobs from 1
 * @param texts that it was given
 * @param end how it ended
 */
public record BatchJob(ObjectRef part, String job, int number, long texts, End end) {

    /** How a job ended. */
    public enum End {
        /** Not yet, or nobody has looked since. */
        OPEN,
        /** Its vectors are kept. */
        JOINED,
        /** It brought none; whoever calls again starts another. */
        FAILED
    }

    public BatchJob ended(End how) {
        return new BatchJob(part, job, number, texts, how);
    }
}
