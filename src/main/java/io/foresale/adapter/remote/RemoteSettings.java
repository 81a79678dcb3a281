package io.foresale.adapter.remote;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How an endpoint is treated.
 *
 * @param requestsPerMinute empty: as many as there are
 * @param tokensPerMinute empty: as many as there are
 * @param concurrency calls at a time
 * @param tries of a call
 * @param firstPause before the second try; each further one is twice as long, up to {@code longestPause}, and a random share
 *     of it is waited
 * @param longestPause also where the endpoint asks for a longer one: then the call has failed
 * @param breakAfter calls, of which four in five failed, after which none is made for {@code breakFor}
 * @param price of a million tokens that are read
 * @param writtenPrice of a million tokens that the model writes
 */
public record RemoteSettings(
        OptionalLong requestsPerMinute,
        OptionalLong tokensPerMinute,
        int concurrency,
        int tries,
        Duration firstPause,
        Duration longestPause,
        int breakAfter,
        Duration breakFor,
        LongTexts longTexts,
        double price,
        double writtenPrice) {

    public RemoteSettings {
        if (concurrency < 1 || tries < 1 || breakAfter < 1 || price < 0 || writtenPrice < 0) {
            throw new IllegalArgumentException(
                    "an endpoint needs at least one call at a time, one try, one call to break after and prices of 0 or more");
        }
    }

    /**
     * How many texts to give at once: no more than half a minute's requests take, as who has to end in time looks up only
     * between them.
     *
     * @param most to give where requests are not rationed
     * @param textsOfACall at most
     */
    int atOnce(int most, int textsOfACall) {
        return requestsPerMinute.isEmpty()
                ? most
                : Math.clamp(requestsPerMinute.getAsLong() * textsOfACall / 2, 1, most);
    }

    /** The same for a model that texts are given to as they are. */
    RemoteSettings wholeTexts() {
        return new RemoteSettings(
                requestsPerMinute,
                tokensPerMinute,
                concurrency,
                tries,
                firstPause,
                longestPause,
                breakAfter,
                breakFor,
                LongTexts.REFUSE,
                price,
                writtenPrice);
    }

    /** What becomes of a text that is longer than the model takes. */
    public enum LongTexts {
        /** Its pieces are embedded; their mean, weighted by their length, is its vector. */
        SPLIT,
        /** It has no vector, and is reported. */
        REFUSE
    }
}
