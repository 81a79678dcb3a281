package io.foresale.api;

import io.foresale.api.request.BodyLimit;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.RetriableException;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.Condition;
import io.foresale.port.ObjectStore.Content;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Brings a body into the bucket by way of local disk, so that what is cut off on its way leaves nothing behind. */
@ApplicationScoped
public class Upload {

    private final ObjectStore store;
    private final long most;

    public Upload(
            ObjectStore store, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.store = store;
        this.most = maxBodySize.asLongValue();
    }

    /**
     * Stores a body as an object and answers with the receipt: 201 where the object is new, 200 where it replaces one.
     *
     * @param length of the body in bytes, where the caller said
     * @param page where to see what becomes of a new object, where there is such a page
     * @param next what happens to it now, in words
     */
    Response put(ObjectKey key, InputStream body, Optional<Long> length, Optional<URI> page, String next) {
        var receipt = store(key, body, length, next);
        var answer =
                Response.status(receipt.replaced() ? Status.OK : Status.CREATED).entity(receipt);
        page.filter(_ -> !receipt.replaced()).ifPresent(answer::location);
        return answer.build();
    }

    private UploadReceipt store(ObjectKey key, InputStream body, Optional<Long> length, String next) {
        var before = store.head(key).map(ObjectStore.ObjectInfo::eTag);
        var file = temporary();
        try {
            var size = receive(body, file);
            if (length.isPresent() && length.get() != size) {
                throw cut(key, length.get() + " bytes", size + " bytes");
            }
            var eTag = store.put(key, new Content.File(file), new Condition.Always())
                    .orElseThrow();
            return new UploadReceipt(key, eTag, size, before.isPresent(), before.equals(Optional.of(eTag)), next);
        } catch (IOException e) {
            throw cut(key, "the whole body", "a part of it");
        } finally {
            delete(file);
        }
    }

    private long receive(InputStream body, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var buffer = new byte[1 << 16];
            long size = 0;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                size += n;
                if (size > most) {
                    throw BodyLimit.uploadTooLarge(most, "more");
                }
                out.write(buffer, 0, n);
            }
            return size;
        }
    }

    private static PermanentException cut(ObjectKey key, String wanted, String got) {
        return PermanentException.invalid(key.value(), wanted, got, "send it again; nothing was stored");
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("foresale-upload-", ".part");
        } catch (IOException e) {
            throw new RetriableException("there is no room for an upload on local disk (java.io.tmpdir)", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
