package io.foresale.adapter.onnx;

import java.nio.FloatBuffer;

/** How the vectors of a text's tokens become the text's. */
enum Pooling {
    /** Their mean. */
    MEAN,
    /** That of the first token, which stands for the whole text. */
    FIRST;

    /**
     * The text's vector, of unit length.
     *
     * @param tokens the vectors of all tokens one after the other; a text is run alone, so there is no padding among them
     */
    float[] pool(FloatBuffer tokens, int dimensions) {
        int used =
                switch (this) {
                    case MEAN -> tokens.remaining() / dimensions;
                    case FIRST -> 1;
                };
        var sum = new double[dimensions];
        for (int token = 0; token < used; token++) {
            for (int d = 0; d < dimensions; d++) {
                sum[d] += tokens.get(token * dimensions + d);
            }
        }
        return unit(sum);
    }

    private static float[] unit(double[] sum) {
        double squares = 0;
        for (var value : sum) {
            squares += value * value;
        }
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw new ArithmeticException("the model's vector has no direction, its squared length is " + squares);
        }
        var length = Math.sqrt(squares);
        var vector = new float[sum.length];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = (float) (sum[d] / length);
        }
        return vector;
    }
}
