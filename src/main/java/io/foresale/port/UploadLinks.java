package io.foresale.port;

import io.foresale.domain.ObjectKey;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Lets somebody put one object into the bucket without this process in between. Safe for any number of threads. */
public interface UploadLinks {

    /**
     * Makes an address that takes one object with PUT. Whatever is there under the key is replaced.
     *
     * @param size in bytes, where it is known: then no other size is taken
     * @return empty where the bucket has no such addresses
     * @throws io.foresale.domain.PermanentException where the bucket takes nothing so large at once
     */
    Optional<Link> put(ObjectKey key, Optional<Long> size);

    /**
     * Where to send an object.
     *
     * @param headers to send with it, exactly so
     */
    record Link(URI url, Map<String, String> headers, Instant expires) {

        public Link {
            headers = Map.copyOf(headers);
        }
    }
}
