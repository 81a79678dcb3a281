package io.foresale.port;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL (DuckDB's dialect) over local files and tables of its own, out of core. SQL never talks to the network.
 */
public interface TableEngine {

    /** A workspace of the caller's own: its tables and files are gone when it is closed. Opens in milliseconds. */
    Session open();

    /** The same to answer requests: for the same statements again and again, each over few rows. The answers are the same. */
    Session openForRequests();

    /** For one thread at a time. A statement that fails throws {@link TableException}. */
    interface Session extends AutoCloseable {

        /** A directory for files of this session. */
        Path directory();

        /** Runs one statement; {@code ?} in it stand for the parameters. Returns the number of rows it changed. */
        long run(String sql, Object... parameters);

        /**
         * Runs statements side by side, each on one core of those the session has: what it writes does not depend on how many
         * there are. Rows that are not joined stay in their order; those of a join are in one of the engine's, the same each
         * time where the join fits in memory. None may read what another one writes. Where one fails, others may have run or
         * not, and none runs on. Returns the number of rows that each changed.
         */
        List<Long> runSideBySide(List<String> statements);

        /** The rows of a query, all in memory: for small answers. */
        <T> List<T> query(RowReader<T> reader, String sql, Object... parameters);

        /** Gives the rows of a query one by one, without holding them; the reader may use the session meanwhile. */
        void stream(Consumer<Row> reader, String sql, Object... parameters);

        /** Appends rows to a table: text, whole numbers, doubles, booleans, {@code float[]} or null, in its columns' order. */
        void append(String table, Iterable<@Nullable Object[]> rows);

        /**
         * Makes a function of one text, which is never null, known to SQL, in place of one of that name.
         *
         * @param function pure; called by any thread, for rows in any order and as often as the engine likes
         */
        void define(String name, UnaryOperator<String> function);

        @Override
        void close();
    }

    /** Makes something of the current row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(Row row);
    }

    /** The current row; columns count from 0. Valid only during the call it is given to. */
    interface Row {
        boolean isNull(int column);

        /** The empty string where the column is null. */
        String text(int column);

        /** 0 where the column is null. */
        long whole(int column);

        /** NaN where the column is null. */
        double number(int column);

        /** False where the column is null. */
        boolean flag(int column);

        /** A copy of a {@code FLOAT[n]} column; of length 0 where it is null. */
        float[] vector(int column);
    }

    /** A statement that could not be run; the message is the engine's. */
    final class TableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public TableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
