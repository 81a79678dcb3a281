package io.foresale.table;

import io.foresale.domain.Column;
import io.foresale.domain.Schema;
import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;
import io.foresale.port.TableEngine.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects rows column by column. */
final class RowBuffer {

    /** Columns of the query before the features. */
    private static final int FIRST_FEATURE = 9;

    private final List<FeatureBuffer> features;
    private final List<String> uploads = new ArrayList<>();
    private final List<String> hashes = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final List<String> users = new ArrayList<>();
    private final List<Instant> cutoffs = new ArrayList<>();
    private final List<Instant> untils = new ArrayList<>();
    private final Map<Long, Instant> instants = new HashMap<>();
    private final Doubles labels = new Doubles();
    private final Doubles rates = new Doubles();
    private long[] rows = new long[64];

    RowBuffer(Schema schema) {
        features = schema.features().stream().map(RowBuffer::buffer).toList();
    }

    int size() {
        return uploads.size();
    }

    void add(Row row) {
        if (size() == rows.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
        }
        rows[size()] = row.whole(1);
        uploads.add(row.text(0));
        hashes.add(row.text(2));
        ids.add(row.text(3));
        labels.add(row.number(4));
        users.add(row.text(5));
        cutoffs.add(instant(row.whole(6)));
        untils.add(instant(row.whole(7)));
        rates.add(row.number(8));
        for (int i = 0; i < features.size(); i++) {
            features.get(i).add(row, FIRST_FEATURE + i);
        }
    }

    FeatureRows rows() {
        var examples = new Examples(
                size(), features.stream().map(FeatureBuffer::feature).toList());
        return new FeatureRows(
                examples,
                uploads,
                Arrays.copyOf(rows, size()),
                hashes,
                ids,
                labels.toArray(),
                users,
                cutoffs,
                untils,
                rates.toArray());
    }

    /** Many rows share a cut-off, and so its object. */
    private Instant instant(long micros) {
        return instants.computeIfAbsent(micros, key -> Instant.EPOCH.plus(key, ChronoUnit.MICROS));
    }

    private static FeatureBuffer buffer(Column column) {
        return switch (column.role()) {
            case NUMERIC, BOOLEAN -> new NumberBuffer(column.name(), false, new Doubles());
            case SIMILARITY, INTENT -> new NumberBuffer(column.name(), true, new Doubles());
            case CATEGORICAL -> new LevelBuffer(column.name(), new ArrayList<>());
            case TEXT -> new VectorBuffer(column.name(), new ArrayList<>());
            case LABEL, ID, TIME, DROP -> throw new IllegalArgumentException(column.name() + " is no feature");
        };
    }

    private sealed interface FeatureBuffer {
        void add(Row row, int column);

        Feature feature();
    }

    private record NumberBuffer(String name, boolean ofText, Doubles values) implements FeatureBuffer {
        @Override
        public void add(Row row, int column) {
            values.add(row.number(column));
        }

        @Override
        public Feature feature() {
            return new Feature.Numbers(name, values.toArray(), ofText);
        }
    }

    private record LevelBuffer(String name, List<String> values) implements FeatureBuffer {
        @Override
        public void add(Row row, int column) {
            values.add(row.text(column));
        }

        @Override
        public Feature feature() {
            return new Feature.Levels(name, values.toArray(String[]::new));
        }
    }

    private record VectorBuffer(String name, List<float[]> values) implements FeatureBuffer {
        @Override
        public void add(Row row, int column) {
            values.add(row.vector(column));
        }

        @Override
        public Feature feature() {
            var dimensions = values.stream().mapToInt(v -> v.length).max().orElse(0);
            return new Feature.Vectors(name, dimensions, values.toArray(float[][]::new));
        }
    }

    /** A list of doubles that does not box them. */
    private static final class Doubles {

        private double[] values = new double[64];
        private int size;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        double[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
