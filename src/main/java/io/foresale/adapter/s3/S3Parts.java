package io.foresale.adapter.s3;

import io.foresale.adapter.s3.S3Writer.Write;
import io.foresale.adapter.stream.Bounded;
import io.foresale.domain.ETag;
import io.foresale.domain.RetriableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Sends a file in parts, one after the other from disk, which the store joins to one object at the end. What fails before
 * is taken back; what is killed before is left to the bucket's rule for incomplete uploads.
 */
final class S3Parts {

    private final S3Client client;
    private final S3Settings settings;
    private final Write write;
    private final String key;
    private final long partSize;

    S3Parts(S3Client client, S3Settings settings, Write write, long partSize) {
        this.client = client;
        this.settings = settings;
        this.write = write;
        this.key = write.key().value();
        this.partSize = partSize;
    }

    /** The tag of the object; empty where the condition did not hold before the parts were joined. */
    Optional<ETag> send(Path file, long size) throws IOException {
        var upload = begun();
        try {
            var parts = new ArrayList<CompletedPart>();
            for (long offset = 0; offset < size; offset += partSize) {
                parts.add(part(upload, parts.size() + 1, file, offset, Math.min(partSize, size - offset)));
            }
            if (write.conditional() && !write.allows(present())) {
                client.abortMultipartUpload(
                        r -> r.bucket(settings.bucket()).key(key).uploadId(upload));
                return Optional.empty();
            }
            return Optional.of(joined(upload, parts));
        } catch (UncheckedIOException e) {
            takeBack(upload, e);
            throw e.getCause();
        } catch (SdkException e) {
            takeBack(upload, e);
            throw e;
        }
    }

    private String begun() {
        var request = CreateMultipartUploadRequest.builder()
                .bucket(settings.bucket())
                .key(key)
                .metadata(write.metadata());
        new Encrypting(settings.encryption()).with(request::serverSideEncryption, request::ssekmsKeyId);
        return client.createMultipartUpload(request.build()).uploadId();
    }

    private CompletedPart part(String upload, int number, Path file, long offset, long length) {
        var answer = client.uploadPart(
                r -> r.bucket(settings.bucket())
                        .key(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .overrideConfiguration(
                                o -> o.apiCallTimeout(settings.patience().toSend(length))),
                RequestBody.fromContentProvider(
                        () -> opened(file, offset, length), length, "application/octet-stream"));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumCRC32(answer.checksumCRC32())
                .build();
    }

    private static InputStream opened(Path file, long offset, long length) {
        try {
            return new Bounded(Channels.newInputStream(FileChannel.open(file).position(offset)), length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some stores join whatever the condition is (Ceph 16): they are asked first, which leaves a moment for others. */
    private Optional<ETag> present() {
        try {
            return Optional.of(S3Store.eTag(
                    client.headObject(r -> r.bucket(settings.bucket()).key(key)).eTag()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    private ETag joined(String upload, List<CompletedPart> parts) {
        var request = CompleteMultipartUploadRequest.builder()
                .bucket(settings.bucket())
                .key(key)
                .uploadId(upload)
                .multipartUpload(m -> m.parts(parts));
        write.ifNoneMatch().ifPresent(request::ifNoneMatch);
        write.ifMatch().ifPresent(request::ifMatch);
        return S3Store.eTag(tag(client.completeMultipartUpload(request.build()).eTag()));
    }

    /** Ceph 16 does not say the tag of what it joined: then it is that of the object, if nobody wrote it since. */
    private String tag(@Nullable String answered) {
        if (answered != null && !answered.isBlank()) {
            return answered;
        }
        var head = client.headObject(r -> r.bucket(settings.bucket()).key(key));
        if (!write.isMarkOf(head.metadata())) {
            throw new RetriableException(key + " was written by somebody else before its tag could be learnt", null);
        }
        return head.eTag();
    }

    private void takeBack(String upload, RuntimeException failure) {
        try {
            client.abortMultipartUpload(
                    r -> r.bucket(settings.bucket()).key(key).uploadId(upload));
        } catch (SdkException e) {
            failure.addSuppressed(e);
        }
    }
}
