package io.foresale.adapter.duckdb;

import io.foresale.port.TableEngine.Row;
import io.foresale.port.TableEngine.TableException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The row a result set stands on. */
final class DuckDbRow implements Row {

    private final ResultSet results;

    DuckDbRow(ResultSet results) {
        this.results = results;
    }

    @Override
    public boolean isNull(int column) {
        return read(() -> results.getObject(column + 1) == null);
    }

    @Override
    public String text(int column) {
        return read(() -> {
            var text = results.getString(column + 1);
            return text == null ? "" : text;
        });
    }

    @Override
    public long whole(int column) {
        return read(() -> results.getLong(column + 1));
    }

    @Override
    public double number(int column) {
        return read(() -> {
            var number = results.getDouble(column + 1);
            return results.wasNull() ? Double.NaN : number;
        });
    }

    @Override
    public boolean flag(int column) {
        return read(() -> results.getBoolean(column + 1));
    }

    @Override
    public float[] vector(int column) {
        return read(() -> {
            var array = results.getArray(column + 1);
            return array == null ? new float[0] : floats(array);
        });
    }

    private static float[] floats(Array array) throws SQLException {
        var values = (Object[]) array.getArray();
        var vector = new float[values.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (Float) values[i];
        }
        return vector;
    }

    /** What JDBC reads, with its checked exception translated. */
    private interface Read<T> {
        T get() throws SQLException;
    }

    private static <T> T read(Read<T> read) {
        try {
            return read.get();
        } catch (SQLException e) {
            throw new TableException("a result could not be read: " + e.getMessage(), e);
        }
    }
}
