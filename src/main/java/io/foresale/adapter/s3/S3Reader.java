package io.foresale.adapter.s3;

import io.foresale.adapter.s3.S3Failures.Action;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.port.ObjectStore.ObjectInfo;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads objects; content is streamed. */
final class S3Reader {

    private final S3Client client;
    private final String bucket;
    private final S3Failures failures;
    private final int tries;

    S3Reader(S3Client client, String bucket, S3Failures failures, int tries) {
        this.client = client;
        this.bucket = bucket;
        this.failures = failures;
        this.tries = tries;
    }

    Reading get(ObjectKey key, Want want) {
        try {
            return found(key, want, client.getObject(request(key, want)));
        } catch (NoSuchKeyException e) {
            return new Reading.Missing();
        } catch (S3Exception e) {
            return switch (e.statusCode()) {
                case S3Failures.PRECONDITION_FAILED -> new Reading.Changed();
                case S3Failures.NOT_MODIFIED -> new Reading.Unchanged();
                case S3Failures.RANGE_NOT_SATISFIABLE -> beyond(key);
                default -> throw failures.of(Action.READ, key.value(), e);
            };
        } catch (SdkException e) {
            throw failures.of(Action.READ, key.value(), e);
        }
    }

    private GetObjectRequest request(ObjectKey key, Want want) {
        var request = GetObjectRequest.builder().bucket(bucket).key(key.value());
        return switch (want) {
            case Want.Whole() -> request.build();
            case Want.IfMatch(ETag wanted) ->
                request.ifMatch(S3Store.header(wanted)).build();
            case Want.IfNoneMatch(ETag had) ->
                request.ifNoneMatch(S3Store.header(had)).build();
            case Want.Range(long offset, long length) ->
                request.range(range(offset, length)).build();
        };
    }

    private static String range(long offset, long length) {
        return "bytes=" + offset + "-" + (length > Long.MAX_VALUE - offset ? "" : offset + length - 1);
    }

    private Reading found(ObjectKey key, Want want, ResponseInputStream<GetObjectResponse> in) {
        var answer = in.response();
        var info =
                new ObjectInfo(key, S3Store.eTag(answer.eTag()), size(answer), S3Store.seconds(answer.lastModified()));
        long offset = want instanceof Want.Range range ? range.offset() : 0;
        long length = answer.contentLength();
        return new Reading.Found(
                info, new Resumed(in, length, tries - 1, position -> rest(info, offset + position, length - position)));
    }

    /** Of the whole object: the answer to a range names it after the slash. */
    private static long size(GetObjectResponse answer) {
        return Optional.ofNullable(answer.contentRange())
                .map(range -> Long.parseLong(range.substring(range.indexOf('/') + 1)))
                .orElseGet(answer::contentLength);
    }

    /** A range that begins where the object has ended holds nothing; its answer does not describe the object. */
    private Reading beyond(ObjectKey key) {
        try {
            HeadObjectResponse head = client.headObject(r -> r.bucket(bucket).key(key.value()));
            return new Reading.Found(
                    new ObjectInfo(
                            key, S3Store.eTag(head.eTag()), head.contentLength(), S3Store.seconds(head.lastModified())),
                    InputStream.nullInputStream());
        } catch (NoSuchKeyException e) {
            return new Reading.Missing();
        } catch (SdkException e) {
            throw failures.of(Action.DESCRIBE, key.value(), e);
        }
    }

    private ResponseInputStream<GetObjectResponse> rest(ObjectInfo info, long offset, long length) throws IOException {
        try {
            return client.getObject(r -> r.bucket(bucket)
                    .key(info.key().value())
                    .range(range(offset, length))
                    .ifMatch(S3Store.header(info.eTag())));
        } catch (SdkException e) {
            throw new IOException("the rest of " + info.key() + " could not be read: " + e.getMessage(), e);
        }
    }
}
