package io.foresale.bucket;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.RetriableException;
import io.foresale.port.Documents;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.Reading;
import io.foresale.port.ObjectStore.Want;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small document that is kept in memory and asked for again, by a conditional get, when it was not for a while. While the
 * store cannot be reached, what is known goes on being used.
 */
final class CachedDocument<T> {

    private final ObjectKey key;
    private final Class<T> type;
    private final ObjectStore store;
    private final Documents documents;
    private final Duration refresh;
    private final InstantSource clock;
    private volatile @Nullable Known<T> known;

    CachedDocument(
            ObjectKey key,
            Class<T> type,
            ObjectStore store,
            Documents documents,
            Duration refresh,
            InstantSource clock) {
        this.key = key;
        this.type = type;
        this.store = store;
        this.documents = documents;
        this.refresh = refresh;
        this.clock = clock;
    }

    private record Known<T>(T value, ETag eTag, Instant asked) {}

    /** The document as it was at most one refresh ago; empty where there is none. */
    Optional<T> get() {
        var now = clock.instant();
        var kept = known;
        if (kept != null && now.isBefore(kept.asked().plus(refresh))) {
            return Optional.of(kept.value());
        }
        return ask(now);
    }

    private synchronized Optional<T> ask(Instant now) {
        var kept = known;
        if (kept != null && now.isBefore(kept.asked().plus(refresh))) {
            return Optional.of(kept.value());
        }
        try {
            known = read(kept, now);
        } catch (RetriableException e) {
            if (kept == null) {
                throw e;
            }
            known = new Known<>(kept.value(), kept.eTag(), now);
        }
        return Optional.ofNullable(known).map(Known::value);
    }

    private @Nullable Known<T> read(@Nullable Known<T> kept, Instant now) {
        var want = kept == null ? new Want.Whole() : new Want.IfNoneMatch(kept.eTag());
        return switch (store.get(key, want)) {
            case Reading.Found found -> {
                try (var content = found.content()) {
                    var value = documents.read(content.readAllBytes(), type, key);
                    yield new Known<>(value, found.info().eTag(), now);
                } catch (IOException e) {
                    throw new RetriableException(key + " could not be read to its end", e);
                }
            }
            case Reading.Unchanged _ -> kept == null ? null : new Known<>(kept.value(), kept.eTag(), now);
            case Reading.Missing _, Reading.Changed _ -> null;
        };
    }
}
