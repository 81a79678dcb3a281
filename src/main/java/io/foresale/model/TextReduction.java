package io.foresale.model;

/** Whether and how far a text's vector is reduced before the model weighs it. Centred on the training texts. */
public sealed interface TextReduction {

    /** Length of the vectors that go in. */
    int dimensions();

    /** How many numbers come out. */
    int width();

    /** Writes the numbers of a vector, from {@code at} on. */
    void apply(float[] vector, float[] out, int at);

    /**
     * All dimensions, centred, and scaled by one factor.
     *
     * @param mean of the training vectors
     */
    record Whole(float[] mean, float scale) implements TextReduction {
        @Override
        public int dimensions() {
            return mean.length;
        }

        @Override
        public int width() {
            return mean.length;
        }

        @Override
        public void apply(float[] vector, float[] out, int at) {
            for (int i = 0; i < mean.length; i++) {
                out[at + i] = (vector[i] - mean[i]) * scale;
            }
        }
    }

    /**
     * The coordinates along the principal components, scaled by one factor.
     *
     * @param mean of the training vectors
     * @param components directions of unit length, the one with the most variance first
     */
    record PrincipalComponents(float[] mean, float scale, float[][] components) implements TextReduction {
        @Override
        public int dimensions() {
            return mean.length;
        }

        @Override
        public int width() {
            return components.length;
        }

        @Override
        public void apply(float[] vector, float[] out, int at) {
            for (int c = 0; c < components.length; c++) {
                float sum = 0;
                for (int i = 0; i < mean.length; i++) {
                    sum += (vector[i] - mean[i]) * components[c][i];
                }
                out[at + c] = sum * scale;
            }
        }
    }
}
