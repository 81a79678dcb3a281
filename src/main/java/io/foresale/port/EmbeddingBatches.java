package io.foresale.port;

import io.foresale.domain.ObjectKey;
import io.foresale.port.TextModel.Outcome;
import java.util.Optional;

/** Models that embed many texts in one job, which takes hours, costs less than calls, and goes on without this process. */
public interface EmbeddingBatches {

    /** The jobs of a model, by its name; empty where it knows none or none are set up. */
    Optional<Jobs> of(String model);

    /** Where there are none. */
    static EmbeddingBatches none() {
        return _ -> Optional.empty();
    }

    /** The jobs of one model. They read lines from the bucket and write lines to it. */
    interface Jobs {

        /** Fewer texts are not worth a job. */
        int atLeast();

        /** More texts are for several jobs, one after the other. */
        int atMost();

        /** A line that asks for the vector of a text. */
        String line(String id, String text);

        /**
         * Starts a job.
         *
         * @param input with the lines
         * @param output below which it writes its own
         * @param token that makes the same call again find the same job
         * @return the job's name
         * @throws io.foresale.domain.RetriableException where the next try may do better
         * @throws io.foresale.domain.PermanentException where it is set up so that none will
         */
        String start(ObjectKey input, String output, String token);

        /** What has become of a job; throws as {@link #start}. */
        Progress progress(String job);

        /** What a line that a job wrote says. */
        Result result(String line);
    }

    /** What has become of a job. */
    sealed interface Progress {

        record UnderWay(String state) implements Progress {}

        /** Its lines are there; some texts may have failed. */
        record Ended() implements Progress {}

        record Failed(String reason) implements Progress {}
    }

    /**
     * What has become of a text.
     *
     * @param id that its line had
     * @param tokens that were paid for
     */
    record Result(String id, Outcome<float[]> outcome, long tokens) {}
}
