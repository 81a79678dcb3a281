package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Rows with a column {@code _shard} on the session's disk, in no order, to be read shard by shard. */
final class SpreadRows {

    /**
     * So many shards are picked out of what all rows are written to, without sorting them into files of their own first: that
     * triples the work of writing, while picking costs a little for every shard.
     */
    private static final int PICKED = 16;

    /**
     * Values of a column in a row group beyond which none is looked up in a dictionary: most texts of a log are ids that
     * never come again, and looking for them is half of the work of writing.
     */
    static final int DICTIONARY = 10_000;

    private final Path directory;
    private final boolean picked;

    private SpreadRows(Path directory, boolean picked) {
        this.directory = directory;
        this.picked = picked;
    }

    /**
     * Writes rows as they come, in parallel and in bounded memory.
     *
     * @param select with {@code _shard} among its columns
     * @param directory to be made
     */
    static SpreadRows write(Session session, String select, Path directory, int shards) {
        boolean picked = shards <= PICKED;
        session.run("COPY (%s) TO %s (FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT %d, %s)"
                .formatted(
                        select,
                        Sql.text(picked ? made(directory).resolve("all") : directory),
                        DICTIONARY,
                        picked ? "PER_THREAD_OUTPUT true" : "PARTITION_BY (_shard)"));
        return new SpreadRows(directory, picked);
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("no directory " + directory, e);
        }
    }

    /** A relation of all rows. */
    String all() {
        return files("*");
    }

    /** A relation of a shard's rows, without {@code _shard}; empty where none were written. */
    Optional<String> of(int shard) {
        if (picked) {
            return Optional.of("(SELECT * EXCLUDE (_shard) FROM %s WHERE _shard = %d)".formatted(all(), shard));
        }
        var name = "_shard=" + shard;
        return Files.exists(directory.resolve(name)) ? Optional.of(files(name)) : Optional.empty();
    }

    private String files(String name) {
        return "read_parquet(%s, hive_partitioning=false)"
                .formatted(Sql.text(directory.resolve(name).resolve("*.parquet")));
    }
}
