package io.foresale.embed;

import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.port.Documents;
import io.foresale.port.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A bucket in memory, as much of it as embedding needs; its documents are the values' own words. For one thread. */
final class HeapBucket implements ObjectStore, Documents {

    private final Map<ObjectKey, byte[]> objects = new TreeMap<>();
    private final Map<String, Object> values = new HashMap<>();

    @Override
    public Reading get(ObjectKey key, Want want) {
        var info = head(key);
        if (info.isEmpty()) {
            return new Reading.Missing();
        }
        if (want instanceof Want.IfMatch match
                && !match.eTag().equals(info.get().eTag())) {
            return new Reading.Changed();
        }
        return new Reading.Found(info.get(), new ByteArrayInputStream(objects.get(key)));
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        return Optional.ofNullable(objects.get(key))
                .map(bytes -> new ObjectInfo(key, eTag(bytes), bytes.length, Instant.EPOCH));
    }

    private static ETag eTag(byte[] bytes) {
        var sha = Digest.sha256();
        sha.update(bytes);
        return new ETag(Digest.of(sha).value());
    }

    @Override
    public Optional<ETag> put(ObjectKey key, Content content, Condition condition) {
        if (condition instanceof Condition.IfAbsent && objects.containsKey(key)) {
            return Optional.empty();
        }
        objects.put(
                key,
                switch (content) {
                    case Content.Bytes bytes -> bytes.bytes();
                    case Content.File file -> {
                        try {
                            yield Files.readAllBytes(file.path());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                });
        return head(key).map(ObjectInfo::eTag);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        return objects.keySet().stream()
                .filter(key -> key.value().startsWith(prefix))
                .flatMap(key -> head(key).stream());
    }

    @Override
    public void delete(ObjectKey key) {
        objects.remove(key);
    }

    @Override
    public byte[] write(Object value) {
        values.put(value.toString(), value);
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> T read(byte[] json, Class<T> type, ObjectKey key) {
        return type.cast(values.get(new String(json, StandardCharsets.UTF_8)));
    }
}
