package io.foresale.adapter.s3;

import io.foresale.adapter.s3.S3Failures.Action;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.RetriableException;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Writes objects. Each write leaves a mark of its own on the object: where the answer to a write is lost and the next try
 * is told that the condition no longer holds, the mark tells whether it was the write itself that was first.
 */
final class S3Writer {

    private static final String MARK = "foresale-write";
    private static final int PAUSE_MILLISECONDS = 100;

    private final S3Client client;
    private final S3Settings settings;
    private final Sizes sizes;
    private final S3Failures failures;

    S3Writer(S3Client client, S3Settings settings, Sizes sizes, S3Failures failures) {
        this.client = client;
        this.settings = settings;
        this.sizes = sizes;
        this.failures = failures;
    }

    /** One write, as often as it is tried. */
    record Write(ObjectKey key, Condition condition, String mark) {

        Map<String, String> metadata() {
            return Map.of(MARK, mark);
        }

        /** Whether the object with this metadata is what this write wrote. */
        boolean isMarkOf(Map<String, String> metadata) {
            return mark.equals(metadata.get(MARK));
        }

        Optional<String> ifNoneMatch() {
            return condition instanceof Condition.IfAbsent ? Optional.of("*") : Optional.empty();
        }

        /** Without quotes: S3 takes it either way, and Ceph 16 compares writes with the bare tag. */
        Optional<String> ifMatch() {
            return condition instanceof Condition.IfMatch(ETag eTag) ? Optional.of(eTag.value()) : Optional.empty();
        }

        /** Whether the condition holds for what is there. */
        boolean allows(Optional<ETag> present) {
            return switch (condition) {
                case Condition.Always() -> true;
                case Condition.IfAbsent() -> present.isEmpty();
                case Condition.IfMatch(ETag eTag) -> present.equals(Optional.of(eTag));
            };
        }

        boolean conditional() {
            return !(condition instanceof Condition.Always);
        }
    }

    /** What came of a try. */
    private sealed interface Outcome {
        record Written(ETag eTag) implements Outcome {}

        /** The condition does not hold: nothing was written. */
        record Lost() implements Outcome {}

        /** The store says that the condition does not hold, or that the parts are gone; an earlier try may be the reason. */
        record Refused(S3Exception answer) implements Outcome {}

        /** Somebody else writes the object at this moment. */
        record Contended(S3Exception answer) implements Outcome {}
    }

    Optional<ETag> put(ObjectKey key, Content content, Condition condition) {
        var write = new Write(key, condition, UUID.randomUUID().toString());
        for (int left = settings.patience().tries() - 1; ; left--) {
            switch (tried(write, content)) {
                case Outcome.Written(var eTag) -> {
                    return Optional.of(eTag);
                }
                case Outcome.Lost() -> {
                    return Optional.empty();
                }
                case Outcome.Refused(var answer) -> {
                    return ours(write, answer);
                }
                case Outcome.Contended(var answer) -> {
                    if (left == 0) {
                        throw failures.of(Action.WRITE, key.value(), answer);
                    }
                    pause(key);
                }
            }
        }
    }

    private Outcome tried(Write write, Content content) {
        try {
            return written(write, content).<Outcome>map(Outcome.Written::new).orElseGet(Outcome.Lost::new);
        } catch (S3Exception e) {
            if (e.statusCode() == S3Failures.CONFLICT) {
                return new Outcome.Contended(e);
            }
            if (refuses(write, e)) {
                return new Outcome.Refused(e);
            }
            throw failures.of(Action.WRITE, write.key().value(), e);
        } catch (SdkException e) {
            throw failures.of(Action.WRITE, write.key().value(), e);
        } catch (IOException e) {
            throw new RetriableException(
                    "what is to be written as " + write.key() + " could not be read from local disk: " + e, e);
        }
    }

    /** Where there is no object to match, S3 answers 404. */
    private static boolean refuses(Write write, S3Exception answer) {
        var code = S3Failures.code(answer);
        return switch (answer.statusCode()) {
            case S3Failures.PRECONDITION_FAILED -> true;
            case S3Failures.NOT_FOUND ->
                code.equals(S3Failures.NO_SUCH_UPLOAD)
                        || write.condition() instanceof Condition.IfMatch && !code.equals(S3Failures.NO_SUCH_BUCKET);
            default -> false;
        };
    }

    private Optional<ETag> written(Write write, Content content) throws IOException {
        return switch (content) {
            case Content.Bytes(byte[] bytes) ->
                Optional.of(atOnce(write, RequestBody.fromByteBuffer(ByteBuffer.wrap(bytes)), bytes.length));
            case Content.File(var file) -> {
                long size = Files.size(file);
                yield sizes.inParts(size, write.conditional())
                        ? new S3Parts(client, settings, write, sizes.partOf(size)).send(file, size)
                        : Optional.of(atOnce(write, RequestBody.fromFile(file), size));
            }
        };
    }

    private ETag atOnce(Write write, RequestBody body, long size) {
        var request = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(write.key().value())
                .metadata(write.metadata())
                .overrideConfiguration(o -> o.apiCallTimeout(settings.patience().toSend(size)));
        write.ifNoneMatch().ifPresent(request::ifNoneMatch);
        write.ifMatch().ifPresent(request::ifMatch);
        new Encrypting(settings.encryption()).with(request::serverSideEncryption, request::ssekmsKeyId);
        return S3Store.eTag(client.putObject(request.build(), body).eTag());
    }

    /** Whether what is there now is what this write wrote; without a condition, nothing else is a success. */
    private Optional<ETag> ours(Write write, S3Exception answer) {
        try {
            var head = client.headObject(
                    r -> r.bucket(settings.bucket()).key(write.key().value()));
            if (write.isMarkOf(head.metadata())) {
                return Optional.of(S3Store.eTag(head.eTag()));
            }
        } catch (NoSuchKeyException _) {
            // Nothing is there, so this write did not write it.
        } catch (SdkException e) {
            throw failures.of(Action.DESCRIBE, write.key().value(), e);
        }
        if (!write.conditional() || S3Failures.code(answer).equals(S3Failures.NO_SUCH_UPLOAD)) {
            throw failures.of(Action.WRITE, write.key().value(), answer);
        }
        return Optional.empty();
    }

    private static void pause(ObjectKey key) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(PAUSE_MILLISECONDS / 2, PAUSE_MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("the write of " + key + " was interrupted", e);
        }
    }
}
