package io.foresale.adapter.s3;

import io.foresale.adapter.s3.S3Settings.Checksums;
import io.foresale.adapter.s3.S3Settings.Encryption;
import io.foresale.adapter.s3.S3Settings.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A real S3 server in processes of its own, which end with the tests.
 *
 * @param checksums those that it takes
 */
public record S3Server(URI endpoint, Checksums checksums) {

    public static final String KEY = "AKIATESTKEY";
    public static final String SECRET = "testsecretkey";

    static {
        System.setProperty("aws.accessKeyId", KEY);
        System.setProperty("aws.secretAccessKey", SECRET);
    }

    /** Settings for a bucket of it that nobody else uses. */
    public S3Settings fresh() {
        var settings = settings("test-" + UUID.randomUUID());
        try (var client = S3Clients.client(settings)) {
            client.createBucket(r -> r.bucket(settings.bucket()));
        }
        return settings;
    }

    /** What makes Foresale use a bucket of it, but for the credentials. */
    public static Map<String, String> properties(S3Settings settings) {
        return Map.of(
                "foresale.bucket.s3.name",
                settings.bucket(),
                "foresale.bucket.s3.endpoint",
                settings.endpoint().orElseThrow().toString(),
                "foresale.bucket.s3.path-style",
                String.valueOf(settings.pathStyle()),
                "foresale.bucket.s3.checksums",
                settings.checksums().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    S3Settings settings(String bucket) {
        return new S3Settings(
                bucket,
                Optional.of(endpoint),
                Optional.empty(),
                true,
                checksums,
                new Encryption.OfBucket(),
                new Patience(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60), 4));
    }
}
