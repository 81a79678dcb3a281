package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows with a column {@code _shard} on the session's disk, in no order, to be read shard by shard. */
final class SpreadRows {

    /**
     * Shards that are picked out of one set of files, by looking through it for each. Where there are more, they are picked in
     * groups of so many first: writing all shards at once would keep most of the rows in memory or spill them.
     */
    private static final int PICKED = 8;

    /**
     * Values of a column in a row group beyond which none is looked up in a dictionary: most texts of a log are ids that
     * never come again, and looking for them is half of the work of writing.
     */
    static final int DICTIONARY = 10_000;

    private final Session session;
    private final Path directory;
    private final int shards;

    private SpreadRows(Session session, Path directory, int shards) {
        this.session = session;
        this.directory = directory;
        this.shards = shards;
    }

    /**
     * Writes rows as they come, in parallel and in bounded memory.
     *
     * @param select with {@code _shard} among its columns
     * @param directory to be made
     */
    static SpreadRows write(Session session, String select, Path directory, int shards) {
        var rows = new SpreadRows(session, directory, shards);
        rows.write(select, directory.resolve("all"));
        return rows;
    }

    private void write(String select, Path target) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("no directory " + directory, e);
        }
        session.run(
                "COPY (%s) TO %s (FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT %d, PER_THREAD_OUTPUT true)"
                        .formatted(select, Sql.text(target), DICTIONARY));
    }

    /** A relation of all rows. */
    String all() {
        return files(directory.resolve("all"));
    }

    /** A relation of a shard's rows, without {@code _shard}. Shards are asked for in their order, or nearly. */
    String of(int shard) {
        return "(SELECT * EXCLUDE (_shard) FROM %s WHERE _shard = %d)"
                .formatted(shards <= 2 * PICKED ? all() : group(shard / PICKED), shard);
    }

    private String group(int group) {
        var files = directory.resolve("group-" + group);
        if (!Files.exists(files)) {
            write(
                    "SELECT * FROM %s WHERE _shard BETWEEN %d AND %d"
                            .formatted(all(), group * PICKED, (group + 1) * PICKED - 1),
                    files);
        }
        return files(files);
    }

    private static String files(Path directory) {
        return "read_parquet(%s, hive_partitioning=false)".formatted(Sql.text(directory.resolve("*.parquet")));
    }
}
