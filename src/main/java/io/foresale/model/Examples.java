package io.foresale.model;

import java.util.HashSet;
import java.util.List;

/**
 * The feature columns of some examples, one entry a row: of a whole data set when a model is trained, of one shopper when
 * it answers. The arrays belong to the examples and are not changed.
 *
 * @param rows how many
 */
public record Examples(int rows, List<Feature> features) {

    public Examples {
        features = List.copyOf(features);
        var names = new HashSet<String>();
        for (var feature : features) {
            if (feature.rows() != rows || !names.add(feature.name())) {
                throw new IllegalArgumentException("feature " + feature.name() + " has " + feature.rows() + " of "
                        + rows + " rows or stands twice");
            }
        }
    }

    /** One column. */
    public sealed interface Feature {

        /** As in the upload. */
        String name();

        int rows();

        /** Whether it speaks of what was written, not of what was done. */
        default boolean ofText() {
            return false;
        }

        /**
         * Quantities, NaN where missing; booleans as 0 and 1.
         *
         * @param ofText whether they were computed from texts, and so count as text when views are compared
         */
        record Numbers(String name, double[] values, boolean ofText) implements Feature {

            /** Quantities of behaviour. */
            public Numbers(String name, double[] values) {
                this(name, values, false);
            }

            @Override
            public boolean ofText() {
                return ofText;
            }

            @Override
            public int rows() {
                return values.length;
            }
        }

        /** Levels of a category, the empty string where missing. */
        record Levels(String name, String[] values) implements Feature {
            @Override
            public int rows() {
                return values.length;
            }
        }

        /** Text vectors of unit length, all of one dimension; of length 0 where there is no text. */
        record Vectors(String name, int dimensions, float[][] values) implements Feature {
            @Override
            public boolean ofText() {
                return true;
            }

            @Override
            public int rows() {
                return values.length;
            }
        }
    }
}
