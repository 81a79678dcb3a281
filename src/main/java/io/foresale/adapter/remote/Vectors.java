package io.foresale.adapter.remote;

import io.foresale.adapter.remote.CallFailed.Passing;
import io.foresale.domain.PermanentException;
import java.util.List;

/** Vectors as answers: of the model's length, and made of unit length. */
public record Vectors(RemoteName name, int dimensions) implements AnswerKind<float[]> {

    @Override
    public String noun() {
        return "vectors";
    }

    @Override
    public String remedy() {
        return "check the model's name, write its vectors' length behind an @, and check the endpoint's address";
    }

    /** An endpoint that is overloaded or another one than thought may answer with anything. */
    @Override
    public float[] checked(float[] vector) {
        if (vector.length != dimensions) {
            throw malformed("vectors of " + dimensions + " numbers", String.valueOf(vector.length));
        }
        var sum = new double[vector.length];
        add(vector, 1, sum);
        double squares = squares(sum);
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw malformed("vectors with a direction", "one of squared length " + squares);
        }
        return unit(sum);
    }

    private Passing malformed(String wanted, String got) {
        return Passing.malformed(PermanentException.invalid("the answer of " + name, wanted, got, remedy()));
    }

    /** The mean of vectors with these weights, of unit length. */
    @Override
    public float[] pooled(List<float[]> vectors, int[] weights) {
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
