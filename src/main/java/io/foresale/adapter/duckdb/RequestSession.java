package io.foresale.adapter.duckdb;

import io.foresale.port.TableEngine.Row;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;

/**
 * A session that keeps the statements it is given more than once: a third of what a statement over a few rows costs is to
 * parse it. The engine plans it anew each time, so what it answers is the same.
 */
final class RequestSession extends DuckDbSession {

    private static final int MOST = 256;

    /** By their text, the least recently used first; empty where a text was seen once. */
    private final LinkedHashMap<String, Optional<PreparedStatement>> statements = new LinkedHashMap<>(16, 0.75f, true);

    RequestSession(DuckDBConnection connection, Path directory) {
        super(connection, directory);
    }

    /** A few rows are held, so the session's own connection is free while they are read. */
    @Override
    public void stream(Consumer<Row> reader, String sql, Object... parameters) {
        executed(statement -> read(statement, reader), sql, parameters);
    }

    @Override
    <T> T execute(Connection connection, Outcome<T> outcome, String sql, Object... parameters) throws SQLException {
        var seen = statements.remove(sql);
        if (seen == null) {
            keep(sql, Optional.empty());
            return super.execute(connection, outcome, sql, parameters);
        }
        // Whoever asks the same while its answer is read has it prepared anew.
        var statement = seen.isPresent() ? seen.get() : connection.prepareStatement(sql);
        try {
            return execute(statement, outcome, parameters);
        } finally {
            keep(sql, Optional.of(statement));
        }
    }

    private void keep(String sql, Optional<PreparedStatement> statement) throws SQLException {
        var before = Optional.ofNullable(statements.put(sql, statement));
        close(before.orElse(Optional.empty()));
        if (statements.size() > MOST) {
            close(statements.pollFirstEntry().getValue());
        }
    }

    @Override
    public void close() {
        try {
            for (var statement : statements.values()) {
                close(statement);
            }
        } catch (SQLException e) {
            throw failed("close", e);
        } finally {
            statements.clear();
            super.close();
        }
    }

    private static void close(Optional<PreparedStatement> statement) throws SQLException {
        if (statement.isPresent()) {
            statement.get().close();
        }
    }
}
