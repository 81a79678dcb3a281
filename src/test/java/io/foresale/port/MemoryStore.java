package io.foresale.port;

import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A bucket in memory, for tests of what works on buckets; it keeps the contract of the real ones. */
public final class MemoryStore implements ObjectStore {

    private final Map<ObjectKey, Stored> objects = new TreeMap<>();

    private record Stored(ObjectInfo info, byte[] bytes) {}

    @Override
    public synchronized Reading get(ObjectKey key, Want want) {
        var stored = objects.get(key);
        if (stored == null) {
            return new Reading.Missing();
        }
        return switch (want) {
            case Want.Whole() -> found(stored, 0, stored.bytes().length);
            case Want.Range(long offset, long length) -> found(stored, offset, length);
            case Want.IfMatch(ETag wanted) ->
                stored.info().eTag().equals(wanted) ? found(stored, 0, stored.bytes().length) : new Reading.Changed();
            case Want.IfNoneMatch(ETag had) ->
                stored.info().eTag().equals(had) ? new Reading.Unchanged() : found(stored, 0, stored.bytes().length);
        };
    }

    private static Reading found(Stored stored, long offset, long length) {
        int size = stored.bytes().length;
        int from = (int) Math.min(offset, size);
        int to = (int) Math.min(size, from + Math.min(length, size));
        return new Reading.Found(stored.info(), new ByteArrayInputStream(Arrays.copyOfRange(stored.bytes(), from, to)));
    }

    @Override
    public synchronized Optional<ObjectInfo> head(ObjectKey key) {
        return Optional.ofNullable(objects.get(key)).map(Stored::info);
    }

    @Override
    public synchronized Optional<ETag> put(ObjectKey key, Content content, Condition condition) {
        var present = head(key).map(ObjectInfo::eTag);
        var holds =
                switch (condition) {
                    case Condition.Always() -> true;
                    case Condition.IfAbsent() -> present.isEmpty();
                    case Condition.IfMatch(ETag wanted) -> present.equals(Optional.of(wanted));
                };
        if (!holds) {
            return Optional.empty();
        }
        var bytes = bytes(content);
        var sha = Digest.sha256();
        sha.update(bytes);
        var eTag = new ETag(Digest.of(sha).value());
        objects.put(key, new Stored(new ObjectInfo(key, eTag, bytes.length, Instant.now()), bytes));
        return Optional.of(eTag);
    }

    private static byte[] bytes(Content content) {
        return switch (content) {
            case Content.Bytes bytes -> bytes.bytes().clone();
            case Content.File file -> {
                try {
                    yield Files.readAllBytes(file.path());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Override
    public synchronized Stream<ObjectInfo> list(String prefix) {
        return objects.values().stream()
                .map(Stored::info)
                .filter(info -> info.key().value().startsWith(prefix))
                .toList()
                .stream();
    }

    @Override
    public synchronized void delete(ObjectKey key) {
        objects.remove(key);
    }
}
