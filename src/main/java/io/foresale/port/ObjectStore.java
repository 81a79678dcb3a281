package io.foresale.port;

import io.foresale.domain.ETag;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The bucket: the only state there is. Objects appear whole or not at all; a read sees one content from beginning to end;
 * a put that returned is seen by every later read and listing (read-after-write). Safe for any number of threads and
 * processes. Failures of the store itself are {@link io.foresale.domain.RetriableException}s that name the key.
 */
public interface ObjectStore {

    /** Reads an object as the condition says. The caller closes the content of {@link Reading.Found}. */
    Reading get(ObjectKey key, Want want);

    /** What is known of an object without reading it; empty where there is none. */
    Optional<ObjectInfo> head(ObjectKey key);

    /**
     * Writes an object whole.
     *
     * @return the tag of what was written; empty where the condition did not hold, because someone else was first: then
     *     nothing was written
     */
    Optional<ETag> put(ObjectKey key, Content content, Condition condition);

    /**
     * Every object whose key begins with the prefix, in the order of the keys ({@link ObjectKey#compareTo}), however many. The caller closes the stream.
     */
    Stream<ObjectInfo> list(String prefix);

    /** Removes an object; no error where there is none. */
    void delete(ObjectKey key);

    /**
     * An object without its content.
     *
     * @param size in bytes
     */
    record ObjectInfo(ObjectKey key, ETag eTag, long size, Instant lastModified) {

        public ObjectRef ref() {
            return new ObjectRef(key, eTag);
        }
    }

    /** Which content is wanted. */
    sealed interface Want {

        /** All of it, whatever it is. */
        record Whole() implements Want {}

        /** All of it, if it is still this one: for events that may be stale. */
        record IfMatch(ETag eTag) implements Want {}

        /** All of it, if it is no longer this one: for cheap refreshing. */
        record IfNoneMatch(ETag eTag) implements Want {}

        /**
         * Some of it, shorter where the object ends before.
         *
         * @param offset of the first byte, from 0
         * @param length in bytes, at least 1
         */
        record Range(long offset, long length) implements Want {}
    }

    /** What came of a read. */
    sealed interface Reading {

        /** The content; {@code info} speaks of the whole object, also for a range. */
        record Found(ObjectInfo info, InputStream content) implements Reading {}

        /** There is no such object. */
        record Missing() implements Reading {}

        /** It has another content than {@link Want.IfMatch} named. */
        record Changed() implements Reading {}

        /** It still has the content that {@link Want.IfNoneMatch} named. */
        record Unchanged() implements Reading {}
    }

    /** What to write. */
    sealed interface Content {

        /** Not to be changed afterwards. */
        record Bytes(byte[] bytes) implements Content {}

        /** A local file, streamed. */
        record File(Path path) implements Content {}
    }

    /** When to write. */
    sealed interface Condition {

        /** In any case. */
        record Always() implements Condition {}

        /** Only if there is no such object: {@code If-None-Match: *}. */
        record IfAbsent() implements Condition {}

        /** Only if the object still has this content: {@code If-Match}. */
        record IfMatch(ETag eTag) implements Condition {}
    }
}
