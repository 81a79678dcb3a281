package io.foresale.adapter.remote;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.adapter.remote.Endpoint.Answer;
import io.foresale.domain.PermanentException;
import java.util.List;

/** The vectors of a call's texts, in their order, each of unit length. */
record Vectors(List<float[]> vectors) {

    /** Checks an answer: an endpoint that is overloaded or another one than thought may answer with anything. */
    static Vectors of(Answer answer, int texts, Endpoint endpoint) {
        if (answer.vectors().size() != texts) {
            throw malformed(
                    endpoint,
                    texts + " vectors",
                    String.valueOf(answer.vectors().size()));
        }
        return new Vectors(answer.vectors().stream()
                .map(vector -> checked(vector, endpoint))
                .toList());
    }

    private static float[] checked(float[] vector, Endpoint endpoint) {
        if (vector.length != endpoint.dimensions()) {
            throw malformed(
                    endpoint, "vectors of " + endpoint.dimensions() + " numbers", String.valueOf(vector.length));
        }
        var sum = new double[vector.length];
        add(vector, 1, sum);
        double squares = squares(sum);
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw malformed(endpoint, "vectors with a direction", "one of squared length " + squares);
        }
        return unit(sum);
    }

    private static Passing malformed(Endpoint endpoint, String wanted, String got) {
        return Passing.malformed(PermanentException.invalid(
                "the answer of " + endpoint.name(),
                wanted,
                got,
                "check the model's name, write its vectors' length behind an @, and check the endpoint's address"));
    }

    /** The mean of vectors with these weights, of unit length. */
    static float[] pooled(List<float[]> vectors, int[] weights) {
        if (vectors.size() == 1) {
            return vectors.getFirst();
        }
        var sum = new double[vectors.getFirst().length];
        for (int i = 0; i < weights.length; i++) {
            add(vectors.get(i), weights[i], sum);
        }
        return unit(sum);
    }

    private static void add(float[] vector, int weight, double[] sum) {
        for (int d = 0; d < sum.length; d++) {
            sum[d] += weight * (double) vector[d];
        }
    }

    private static double squares(double[] vector) {
        double squares = 0;
        for (var value : vector) {
            squares += value * value;
        }
        return squares;
    }

    private static float[] unit(double[] sum) {
        double length = Math.sqrt(squares(sum));
        if (!(length > 0)) {
            throw new ArithmeticException("the vectors of its pieces cancel each other out");
        }
        var vector = new float[sum.length];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = (float) (sum[d] / length);
        }
        return vector;
    }
}
