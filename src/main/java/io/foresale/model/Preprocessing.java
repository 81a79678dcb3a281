package io.foresale.model;

import io.foresale.model.Examples.Feature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** All columns that a model knows, each with how it is turned into numbers. */
public record Preprocessing(List<Encoder> encoders) {

    /** Stands for a column that the examples do not have. */
    private static final Feature ABSENT = new Feature.Levels("", new String[0]);

    public Preprocessing {
        encoders = List.copyOf(encoders);
    }

    /** How many numbers a row becomes. */
    public int width() {
        return encoders.stream().mapToInt(Encoder::width).sum();
    }

    /** Gets ready for some examples, whose columns may be in another order, lack some or have others. */
    public Bound bind(Examples examples) {
        Map<String, Feature> byName = HashMap.newHashMap(examples.features().size());
        examples.features().forEach(f -> byName.put(f.name(), f));
        return new Bound(
                encoders,
                encoders.stream()
                        .map(e -> byName.getOrDefault(e.name(), ABSENT))
                        .toList(),
                width());
    }

    /** The encoders with the columns of some examples. */
    public record Bound(List<Encoder> encoders, List<Feature> columns, int width) {

        /** The numbers of a row. */
        public float[] encode(int row) {
            var out = new float[width];
            int at = 0;
            for (int i = 0; i < encoders.size(); i++) {
                var encoder = encoders.get(i);
                if (columns.get(i) == ABSENT) {
                    encoder.encodeMissing(out, at);
                } else {
                    encoder.encode(columns.get(i), row, out, at);
                }
                at += encoder.width();
            }
            return out;
        }

        /** The averages of the numbers over so many first rows. */
        public float[] averages(int rows) {
            var sums = new double[width];
            for (int row = 0; row < rows; row++) {
                var encoded = encode(row);
                for (int i = 0; i < width; i++) {
                    sums[i] += encoded[i];
                }
            }
            var averages = new float[width];
            for (int i = 0; i < width; i++) {
                averages[i] = (float) (sums[i] / Math.max(1, rows));
            }
            return averages;
        }

        /** The columns of which a row has no value. */
        public List<String> missing(int row) {
            return named((i, encoder) -> columns.get(i) == ABSENT || encoder.missing(columns.get(i), row));
        }

        /** The columns in which a row has a value that no training row had. */
        public List<String> unknown(int row) {
            return named((i, encoder) -> columns.get(i) != ABSENT && encoder.unknown(columns.get(i), row));
        }

        private List<String> named(BiPredicate<Integer, Encoder> condition) {
            var names = new ArrayList<String>();
            for (int i = 0; i < encoders.size(); i++) {
                if (condition.test(i, encoders.get(i))) {
                    names.add(encoders.get(i).name());
                }
            }
            return names;
        }
    }
}
