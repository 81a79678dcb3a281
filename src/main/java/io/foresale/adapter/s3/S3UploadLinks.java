package io.foresale.adapter.s3;

import io.foresale.adapter.s3.S3Failures.Action;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.port.UploadLinks;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** Addresses that S3 takes because they are signed with the credentials of this process; nothing is asked of S3 for them. */
public final class S3UploadLinks implements UploadLinks, AutoCloseable {

    private final S3Settings settings;
    private final Duration expiry;
    private final S3Failures failures;
    private final S3Presigner presigner;

    /**
     * Makes addresses for a bucket.
     *
     * @param expiry how long they may be used
     */
    public S3UploadLinks(S3Settings settings, Duration expiry) {
        this.settings = settings;
        this.expiry = expiry;
        this.failures = new S3Failures(settings.bucket());
        this.presigner = S3Clients.presigner(settings);
    }

    @Override
    public Optional<Link> put(ObjectKey key, Optional<Long> size) {
        if (size.filter(bytes -> bytes > Sizes.OF_S3.mostAtOnce()).isPresent()) {
            throw PermanentException.tooLarge(
                    key.value(),
                    "at most " + Sizes.OF_S3.mostAtOnce() + " bytes in one request",
                    size.get() + " bytes",
                    "split the file, compress it with zstd or gzip, or copy it into the bucket itself");
        }
        var request = PutObjectRequest.builder().bucket(settings.bucket()).key(key.value());
        size.ifPresent(request::contentLength);
        new Encrypting(settings.encryption()).with(request::serverSideEncryption, request::ssekmsKeyId);
        try {
            return Optional.of(link(
                    presigner.presignPutObject(p -> p.signatureDuration(expiry).putObjectRequest(request.build()))));
        } catch (SdkException e) {
            throw failures.of(Action.WRITE, key.value(), e);
        }
    }

    /** The client's own library writes the host. */
    private static Link link(PresignedPutObjectRequest signed) {
        var headers = signed.signedHeaders().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("host"))
                .collect(Collectors.toMap(header -> header.getKey(), header -> String.join(",", header.getValue())));
        return new Link(URI.create(signed.url().toString()), headers, signed.expiration());
    }

    @Override
    public void close() {
        presigner.close();
    }
}
