package io.foresale.port;

import io.foresale.domain.ObjectKey;

/**
 * The domain's records as JSON documents, as they lie in the bucket and as people read them. Equal values give equal
 * bytes. Safe for any number of threads.
 */
public interface Documents {

    /** The value as indented UTF-8 JSON with a final newline. */
    byte[] write(Object value);

    /**
     * The value that a document holds. Absent lists, maps and optionals are empty.
     *
     * @param key of the document, for messages
     * @throws io.foresale.domain.PermanentException where it is not JSON, has an unknown field or a value of another type;
     *     the message names key, field and line
     */
    <T> T read(byte[] json, Class<T> type, ObjectKey key);
}
