package io.foresale.config;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A bucket on S3. Credentials are those of the AWS SDK's default chain: environment, profile, role. */
public interface S3Config {

    /** The bucket's name; with none, the bucket is the local directory. */
    Optional<String> name();

    /** Where the store is, if it is not AWS: Ceph, MinIO. */
    Optional<URI> endpoint();

    /** The bucket's region; default: the SDK's chain, and with an endpoint us-east-1. */
    Optional<String> region();

    /** Whether the bucket stands in the path instead of the host's name, as most stores beside AWS want it. */
    @WithDefault("false")
    boolean pathStyle();

    /** When the SDK adds checksums of its own; stores that know none of them refuse them. */
    @WithDefault("when-supported")
    Checksums checksums();

    /** How objects are encrypted. */
    @WithDefault("none")
    Encryption encryption();

    /** Id or ARN of the key for {@code encryption=kms}; default: the account's own key for S3. */
    Optional<String> kmsKey();

    /** How long to wait for a connection. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long to wait for the next bytes of an answer. */
    @WithDefault("30s")
    Duration readTimeout();

    /** How long a call may take with all its tries; it gets a second more for each megabyte it sends. */
    @WithDefault("2m")
    Duration callTimeout();

    /** How often a call is tried before the failure is handed on to whoever delivers again. */
    @WithDefault("4")
    int tries();

    /** How long the address for an upload that goes to the bucket itself may be used. */
    @WithDefault("15m")
    Duration uploadExpiry();

    /**
     * Time between two listings of the bucket for new objects, which cost a request for every thousand objects; default: only at
     * the start, then what this process writes itself.
     */
    Optional<Duration> listing();

    /** When the SDK adds checksums of its own. */
    enum Checksums {
        WHEN_REQUIRED,
        WHEN_SUPPORTED
    }

    /** How objects are encrypted. */
    enum Encryption {
        /** As the bucket says. */
        NONE,
        /** With keys of S3. */
        S3,
        /** With a key of KMS. */
        KMS
    }
}
