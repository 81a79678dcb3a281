package io.foresale.adapter.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the plans of statements that come back, which take longer to make than their few rows. Plans outlive everything but
 * changes of the catalogue; so tables that are made again are emptied and filled.
 */
final class ServingSession extends DuckDbSession {

    /** Several times what the questions of one table consist of. */
    private static final int MOST = 500;

    private final Connection connection;
    private final Set<String> made = new HashSet<>();

    /** By SQL, the one that was used longest ago first; without a statement where the SQL was seen only once. */
    private final LinkedHashMap<String, @Nullable PreparedStatement> plans = new LinkedHashMap<>(16, 0.75f, true);

    ServingSession(Connection connection, Path directory) {
        super(connection, directory);
        this.connection = connection;
    }

    /** Keeps what is asked for the second time: what names a shopper rarely comes back. */
    @Override
    Planned planned(String sql) throws SQLException {
        var kept = plans.get(sql);
        if (kept != null) {
            return new Planned(kept, true);
        }
        boolean again = plans.containsKey(sql);
        var planned = new Planned(connection.prepareStatement(sql), again);
        plans.put(sql, again ? planned.statement() : null);
        forgetOldest();
        return planned;
    }

    private void forgetOldest() throws SQLException {
        if (plans.size() > MOST) {
            var oldest = plans.pollFirstEntry().getValue();
            if (oldest != null) {
                oldest.close();
            }
        }
    }

    @Override
    public void make(String table, String query) {
        if (made.contains(table)) {
            run("DELETE FROM " + table);
            run("INSERT INTO " + table + " " + query);
        } else {
            super.make(table, query);
            made.add(table);
        }
    }

    @Override
    public void drop(String table) {
        run("DELETE FROM " + table);
    }
}
