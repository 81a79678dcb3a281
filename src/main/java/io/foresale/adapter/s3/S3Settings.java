package io.foresale.adapter.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Which bucket, and how to speak to whoever keeps it. Credentials are those of the SDK's default chain.
 *
 * @param endpoint of a store that is not AWS
 * @param region empty: the SDK's default chain; where there is an endpoint, any will do
 * @param pathStyle whether the bucket stands in the path instead of the host's name
 */
public record S3Settings(
        String bucket,
        Optional<URI> endpoint,
        Optional<String> region,
        boolean pathStyle,
        Checksums checksums,
        Encryption encryption,
        Patience patience) {

    /** When the SDK adds its own checksums to what it sends, and checks those that come. */
    public enum Checksums {
        /** Never but where S3 insists: for stores that refuse them. */
        WHEN_REQUIRED,
        WHEN_SUPPORTED
    }

    /** How objects are encrypted where they lie. */
    public sealed interface Encryption {

        /** As the bucket says. */
        record OfBucket() implements Encryption {}

        /** With keys of S3. */
        record S3() implements Encryption {}

        /**
         * With a key of KMS.
         *
         * @param key its id or ARN; empty: the account's own key for S3
         */
        record Kms(Optional<String> key) implements Encryption {}
    }

    /**
     * How long to wait, and how often to try.
     *
     * @param connect for a connection
     * @param read for the next bytes of an answer
     * @param call for a call with all its tries, and for each megabyte it sends a second more
     * @param tries of a call, one after the other
     */
    public record Patience(Duration connect, Duration read, Duration call, int tries) {

        private static final long BYTES_A_MILLISECOND = 1_000;

        public Patience {
            if (tries < 1) {
                throw new IllegalArgumentException("a call is tried once at least, not " + tries + " times");
            }
        }

        Duration toSend(long bytes) {
            return call.plusMillis(bytes / BYTES_A_MILLISECOND);
        }
    }
}
