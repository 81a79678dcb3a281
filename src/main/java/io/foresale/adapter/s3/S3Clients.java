package io.foresale.adapter.s3;

import io.foresale.adapter.aws.AwsClients;
import io.foresale.adapter.aws.AwsClients.Place;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes the SDK's clients. */
final class S3Clients {

    private static final Region ANY = Region.US_EAST_1;

    private S3Clients() {}

    static S3Client client(S3Settings settings) {
        var patience = settings.patience();
        var place = new Place(region(settings), settings.endpoint(), patience.connect(), patience.read());
        var builder = AwsClients.at(place, S3Client.builder())
                .overrideConfiguration(o -> o.apiCallTimeout(patience.call())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(patience.tries())
                                .build()))
                .forcePathStyle(settings.pathStyle());
        return switch (settings.checksums()) {
            case WHEN_SUPPORTED -> builder.build();
            case WHEN_REQUIRED ->
                // Signed as a whole, too: such stores are at odds with the SDK about pieces of an empty body.
                builder.serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .build();
        };
    }

    static S3Presigner presigner(S3Settings settings) {
        var builder = S3Presigner.builder()
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle())
                        .build());
        settings.endpoint().ifPresent(builder::endpointOverride);
        region(settings).ifPresent(builder::region);
        return builder.build();
    }

    private static Optional<Region> region(S3Settings settings) {
        return settings.region().map(Region::of).or(() -> settings.endpoint().map(_ -> ANY));
    }
}
