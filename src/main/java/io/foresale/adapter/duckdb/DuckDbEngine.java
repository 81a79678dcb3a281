package io.foresale.adapter.duckdb;

import io.foresale.port.TableEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.BiFunction;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** A {@link TableEngine} that gives every session a DuckDB of its own, in memory, spilling to the session's directory. */
public final class DuckDbEngine implements TableEngine {

    private final Path scratch;
    private final String memoryLimit;
    private final int threads;

    /**
     * Makes an engine; nothing is opened yet.
     *
     * @param scratch where sessions have their directories
     * @param memoryLimit of one session, in DuckDB's words: {@code 2GiB}
     * @param threads of one session
     */
    public DuckDbEngine(Path scratch, String memoryLimit, int threads) {
        this.scratch = scratch;
        this.memoryLimit = memoryLimit;
        this.threads = threads;
    }

    @Override
    public Session open() {
        // Else all rows of a result are held, beside the memory limit, before the first is read.
        return open(DuckDbSession::new, threads, true);
    }

    /** To wake another thread for a few rows costs more than they do, and so does to look for a better way to them. */
    @Override
    public Session openForRequests() {
        var session = open(RequestSession::new, 1, false);
        var optimizers = session.query(
                row -> row.text(0),
                "SELECT name FROM duckdb_optimizers() WHERE name NOT IN ('filter_pushdown', 'cte_inlining')");
        session.run("SET disabled_optimizers = '" + String.join(",", optimizers) + "'");
        return session;
    }

    private Session open(BiFunction<DuckDBConnection, Path, Session> make, int threads, boolean streaming) {
        try {
            Files.createDirectories(scratch);
            var directory = Files.createTempDirectory(scratch, "session").toRealPath();
            var settings = new Properties();
            settings.setProperty("memory_limit", memoryLimit);
            settings.setProperty("threads", String.valueOf(threads));
            settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, String.valueOf(streaming));
            settings.setProperty("temp_directory", directory.resolve("spill").toString());
            settings.setProperty("autoinstall_known_extensions", "false");
            settings.setProperty("autoload_known_extensions", "false");
            // SQL sees the files of its own session and nothing else of this machine.
            settings.setProperty(
                    "allowed_directories", "['" + directory.toString().replace("'", "''") + "/']");
            settings.setProperty("enable_external_access", "false");
            var connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
            var session = make.apply(connection.unwrap(DuckDBConnection.class), directory);
            session.run("SET TimeZone = 'UTC'");
            // Looking up one shopper takes longer for a wide file's footer than for the row.
            session.run("SET parquet_metadata_cache = true");
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException("no session directory in " + scratch, e);
        } catch (SQLException e) {
            throw new TableException("DuckDB could not be opened: " + e.getMessage(), e);
        }
    }
}
