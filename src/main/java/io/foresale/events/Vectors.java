package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Vectors of texts by the texts' hashes, in memory; and what is done with vectors. */
public final class Vectors {

    private final Map<String, float[]> byHash = new HashMap<>();

    Vectors() {}

    void put(String hash, float[] vector) {
        byHash.put(hash, vector);
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

    /** The mean of vectors of one length, which depends on their order a little. */
    static final class Mean {

        private float[] sum = new float[0];
        private int count;

        void add(float[] vector) {
            sum = count++ == 0 ? new float[vector.length] : sum;
            Vectors.add(sum, vector, 1);
        }

        /** Of length 0 where there is none. */
        float[] vector() {
            var mean = new float[sum.length];
            Vectors.add(mean, sum, 1.0 / Math.max(1, count));
            return mean;
        }
    }

    /** Four sums at a time, as one would wait for itself at every step. */
    static double dot(float[] a, float[] b) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            first += a[i] * b[i];
        }
        return (first + second) + (third + fourth);
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
