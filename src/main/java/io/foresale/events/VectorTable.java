package io.foresale.events;

import io.foresale.port.TableEngine.Session;

/** Vectors in the relation {@code vectors(hash, vector)} of a session. */
public final class VectorTable implements VectorSource {

    @Override
    public Vectors of(Session session, String hashes) {
        var vectors = new Vectors();
        session.stream(
                row -> vectors.put(row.text(0), row.vector(1)),
                "SELECT hash, vector FROM vectors WHERE hash IN (" + hashes + ")");
        return vectors;
    }

    @Override
    public float[] mean(Session session, String hashes) {
        var mean = new Vectors.Mean();
        session.stream(
                row -> mean.add(row.vector(0)),
                "SELECT any_value(vector) FROM vectors WHERE hash IN (" + hashes + ") GROUP BY hash ORDER BY hash");
        return mean.vector();
    }
}
