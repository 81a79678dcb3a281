package io.foresale.events;

import io.foresale.port.TableEngine.Session;

/** Where the vectors of texts are found, by the texts' hashes. */
public interface VectorSource {

    /** Those whose hash a query names; texts without a vector have none. */
    Vectors of(Session session, String hashes);

    /** The mean of those whose hash a query names; of length 0 where there is none. */
    float[] mean(Session session, String hashes);
}
