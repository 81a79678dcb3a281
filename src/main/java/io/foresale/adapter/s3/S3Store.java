package io.foresale.adapter.s3;

import io.foresale.adapter.s3.S3Failures.Action;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.port.ObjectStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket on S3, or on a store that speaks S3 and knows conditional writes. */
public final class S3Store implements ObjectStore, AutoCloseable {

    private final S3Client client;
    private final String bucket;
    private final S3Failures failures;
    private final S3Reader reader;
    private final S3Writer writer;

    /** Opens the bucket; nothing is asked of it yet. */
    public S3Store(S3Settings settings) {
        this(settings, Sizes.OF_S3);
    }

    S3Store(S3Settings settings, Sizes sizes) {
        client = S3Clients.client(settings);
        bucket = settings.bucket();
        failures = new S3Failures(bucket);
        reader = new S3Reader(client, bucket, failures, settings.patience().tries());
        writer = new S3Writer(client, settings, sizes, failures);
    }

    @Override
    public Reading get(ObjectKey key, Want want) {
        return reader.get(key, want);
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        try {
            return Optional.of(info(key, client.headObject(r -> r.bucket(bucket).key(key.value()))));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failures.of(Action.DESCRIBE, key.value(), e);
        }
    }

    @Override
    public Optional<ETag> put(ObjectKey key, Content content, Condition condition) {
        return writer.put(key, content, condition);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        return Stream.iterate(Optional.of(page(prefix, Optional.empty())), Optional::isPresent, page -> page.filter(
                                ListObjectsV2Response::isTruncated)
                        .map(p -> page(prefix, Optional.of(p.nextContinuationToken()))))
                .flatMap(Optional::stream)
                .flatMap(page -> page.contents().stream())
                .flatMap(object -> info(object).stream());
    }

    private ListObjectsV2Response page(String prefix, Optional<String> after) {
        try {
            return client.listObjectsV2(r -> r.bucket(bucket).prefix(prefix).continuationToken(after.orElse(null)));
        } catch (SdkException e) {
            throw failures.of(Action.LIST, prefix, e);
        }
    }

    @Override
    public void delete(ObjectKey key) {
        try {
            client.deleteObject(r -> r.bucket(bucket).key(key.value()));
        } catch (S3Exception e) {
            if (e.statusCode() != S3Failures.NOT_FOUND || S3Failures.code(e).equals(S3Failures.NO_SUCH_BUCKET)) {
                throw failures.of(Action.DELETE, key.value(), e);
            }
        } catch (SdkException e) {
            throw failures.of(Action.DELETE, key.value(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static ObjectInfo info(ObjectKey key, HeadObjectResponse head) {
        return new ObjectInfo(key, eTag(head.eTag()), head.contentLength(), seconds(head.lastModified()));
    }

    /** Folders that a console made, and keys that no other store could hold, are no objects. */
    private static Optional<ObjectInfo> info(S3Object object) {
        try {
            var key = new ObjectKey(object.key());
            return Optional.of(new ObjectInfo(key, eTag(object.eTag()), object.size(), seconds(object.lastModified())));
        } catch (PermanentException e) {
            return Optional.empty();
        }
    }

    /** Some stores list times with milliseconds; headers have seconds only. */
    static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    static ETag eTag(String header) {
        return new ETag(header.replace("\"", ""));
    }

    static String header(ETag eTag) {
        return "\"" + eTag + "\"";
    }
}
