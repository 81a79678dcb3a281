package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Vectors of texts by the texts' hashes, in memory; and what is done with vectors. */
final class Vectors {

    private final Map<String, float[]> byHash = new HashMap<>();

    /** Loads those of {@code vectors(hash, vector)} whose hash a query names; texts without a vector have none. */
    static Vectors of(Session session, String hashes) {
        var vectors = new Vectors();
        session.stream(
                row -> vectors.byHash.put(row.text(0), row.vector(1)),
                "SELECT hash, vector FROM vectors WHERE hash IN (" + hashes + ")");
        return vectors;
    }

    /** The mean of those whose hash a query names; of length 0 where there is none. */
    static float[] mean(Session session, String hashes) {
        var sum = new float[1][0];
        var count = new int[1];
        session.stream(
                row -> {
                    var vector = row.vector(0);
                    sum[0] = count[0]++ == 0 ? new float[vector.length] : sum[0];
                    add(sum[0], vector, 1);
                },
                "SELECT any_value(vector) FROM vectors WHERE hash IN (" + hashes + ") GROUP BY hash ORDER BY hash");
        var mean = new float[sum[0].length];
        add(mean, sum[0], 1.0 / Math.max(1, count[0]));
        return mean;
    }

    /** The same without what they have in common, of unit length again; a vector that is nothing else is left out. */
    Vectors without(float[] common) {
        var rest = new Vectors();
        byHash.forEach((hash, vector) -> {
            var own = vector.clone();
            add(own, common, -1);
            var unit = unit(own);
            if (unit.length > 0) {
                rest.byHash.put(hash, unit);
            }
        });
        return rest;
    }

    /** How long the vectors of a session are; absent where there is none. */
    static Optional<Integer> dimensions(Session session) {
        return session.query(row -> row.vector(0).length, "SELECT vector FROM vectors LIMIT 1").stream()
                .findFirst();
    }

    Optional<float[]> get(String hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    static double dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static void add(float[] sum, float[] vector, double weight) {
        float factor = (float) weight;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * vector[i];
        }
    }

    /** Of unit length; of length 0 where it points nowhere. */
    static float[] unit(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        if (length < 1e-6) {
            return new float[0];
        }
        var unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }
}
