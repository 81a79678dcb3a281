package io.foresale.adapter.duckdb;

import io.foresale.domain.personal.PersonalData;
import io.foresale.port.TableEngine.Row;
import io.foresale.port.TableEngine.RowReader;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.TableEngine.TableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.jspecify.annotations.Nullable;

class DuckDbSession implements Session {

    private static final int STATEMENT = 200;
    private static final int MESSAGE = 1_000;

    private final DuckDBConnection connection;
    private final Path directory;

    DuckDbSession(DuckDBConnection connection, Path directory) {
        this.connection = connection;
        this.directory = directory;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public long run(String sql, Object... parameters) {
        return executed(DuckDbSession::changed, sql, parameters);
    }

    private static long changed(Statement statement) throws SQLException {
        return Math.max(0, statement.getUpdateCount());
    }

    @Override
    public List<Long> runSideBySide(List<String> statements) {
        int threads = query(row -> (int) row.whole(0), "SELECT current_setting('threads')")
                .getFirst();
        // On one thread the engine writes rows as they come; on more it collects them first, which takes as much time
        // as it saves. The setting is of the whole engine, so nothing else can run meanwhile.
        run("SET threads = 1");
        try (var workers = Executors.newFixedThreadPool(threads)) {
            var running = statements.stream()
                    .map(sql -> CompletableFuture.supplyAsync(() -> runApart(sql), workers))
                    .toList();
            try {
                return running.stream().map(CompletableFuture::join).toList();
            } catch (CompletionException e) {
                workers.shutdownNow();
                throw e.getCause() instanceof TableException failed ? failed : e;
            }
        } finally {
            run("SET threads = " + threads);
        }
    }

    private long runApart(String sql) {
        try (var own = connection.duplicate();
                var statement = own.createStatement()) {
            statement.execute(sql);
            return changed(statement);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    @Override
    public <T> List<T> query(RowReader<T> reader, String sql, Object... parameters) {
        var all = new ArrayList<T>();
        executed(statement -> read(statement, row -> all.add(reader.read(row))), sql, parameters);
        return all;
    }

    /** On a connection of its own: while a result is read, its connection does nothing else. */
    @Override
    public void stream(Consumer<Row> reader, String sql, Object... parameters) {
        try (var reading = connection.duplicate()) {
            execute(reading, statement -> read(statement, reader), sql, parameters);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    static boolean read(Statement statement, Consumer<Row> reader) throws SQLException {
        try (var results = statement.getResultSet()) {
            var row = new DuckDbRow(results);
            while (results.next()) {
                reader.accept(row);
            }
            return true;
        }
    }

    /** What is made of a statement that has run. */
    interface Outcome<T> {
        T of(Statement statement) throws SQLException;
    }

    final <T> T executed(Outcome<T> outcome, String sql, Object... parameters) {
        try {
            return execute(connection, outcome, sql, parameters);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** Without parameters nothing is prepared: the engine would plan a statement that reads tables once more to run it. */
    <T> T execute(Connection connection, Outcome<T> outcome, String sql, Object... parameters) throws SQLException {
        if (parameters.length == 0) {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
                return outcome.of(statement);
            }
        }
        try (var statement = connection.prepareStatement(sql)) {
            return execute(statement, outcome, parameters);
        }
    }

    static <T> T execute(PreparedStatement statement, Outcome<T> outcome, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        statement.execute();
        return outcome.of(statement);
    }

    @Override
    public void append(String table, Iterable<@Nullable Object[]> rows) {
        try (var appender = connection.createAppender(table)) {
            for (var row : rows) {
                appender.beginRow();
                for (var value : row) {
                    append(appender, value);
                }
                appender.endRow();
            }
        } catch (SQLException e) {
            throw failed("append to " + table, e);
        }
    }

    private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> appender.appendNull();
            case String text -> appender.append(text);
            case Long whole -> appender.append((long) whole);
            case Integer whole -> appender.append((int) whole);
            case Double number -> appender.append((double) number);
            case Boolean flag -> appender.append((boolean) flag);
            case float[] vector -> appender.append(vector);
            default -> throw new IllegalArgumentException("cannot append a " + value.getClass());
        }
    }

    @Override
    public void define(String name, UnaryOperator<String> function) {
        try (var scalar = DuckDBFunctions.scalarFunction()) {
            scalar.withName(name)
                    .withParameter(String.class)
                    .withReturnType(String.class)
                    .withFunction((String text) -> text == null ? null : function.apply(text))
                    .register(connection);
        } catch (SQLException e) {
            throw failed("define " + name, e);
        }
    }

    /** The engine quotes the cell that it stumbles over; the cause is logged too, so it says no more than the message. */
    static TableException failed(String sql, SQLException e) {
        var message = PersonalData.mask(
                shortened(e.getMessage(), MESSAGE) + " [in: " + shortened(sql.strip(), STATEMENT) + "]");
        var cause = new SQLException(message, e.getSQLState());
        cause.setStackTrace(e.getStackTrace());
        return new TableException(message, cause);
    }

    /** A statement over ten thousand columns is no message; the engine's own words may quote it whole. */
    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + " …";
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed("close", e);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the session directory " + directory + " could not be removed", e);
        }
    }
}
