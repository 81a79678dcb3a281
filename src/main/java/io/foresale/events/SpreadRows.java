package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Rows with a column {@code _shard} on the session's disk, to be read shard by shard in the order they came in: to sort a
 * shard would take as long as to make its events of lines.
 *
 * @param files of all rows, in their order
 * @param groups of shards, each with the files that theirs are picked out of
 */
record SpreadRows(List<Path> files, List<List<Path>> groups) {

    /**
     * Shards that are picked out of the same files, by looking through them for each. Where there are more than twice as many,
     * they are picked in groups of so many first: writing all shards at once would keep most of the rows in memory.
     */
    private static final int PICKED = 8;

    /**
     * How texts of a log are written: most are ids that never come again in so many values, and to look them up in a
     * dictionary, or to make a filter of that, is half of the work of writing.
     */
    static final String TEXTS = "DICTIONARY_SIZE_LIMIT 10000, WRITE_BLOOM_FILTER false";

    /**
     * Writes rows side by side, in bounded memory.
     *
     * @param parts selects of the rows, in their order, with {@code _shard} among the columns
     */
    static SpreadRows write(Session session, List<String> parts, int shards) {
        var files = write(session, "spread", parts.size(), parts::get);
        if (shards <= 2 * PICKED) {
            return new SpreadRows(files, List.of(files));
        }
        var groups = write(session, "group", shards / PICKED, group -> "SELECT * FROM %s WHERE _shard BETWEEN %d AND %d"
                .formatted(Sql.parquet(files), group * PICKED, (group + 1) * PICKED - 1));
        return new SpreadRows(files, groups.stream().map(List::of).toList());
    }

    private static List<Path> write(Session session, String name, int count, IntFunction<String> select) {
        var files = IntStream.range(0, count)
                .mapToObj(i -> session.directory().resolve(name + "-" + i + ".parquet"))
                .toList();
        session.runSideBySide(IntStream.range(0, count)
                .mapToObj(i -> "COPY (%s) TO %s (FORMAT parquet, COMPRESSION snappy, %s)"
                        .formatted(select.apply(i), Sql.text(files.get(i)), TEXTS))
                .toList());
        return files;
    }

    /** A relation of all rows. */
    String all() {
        return Sql.parquet(files);
    }

    /** A relation of a shard's rows, without {@code _shard}. */
    String of(int shard) {
        return "(SELECT * EXCLUDE (_shard) FROM %s WHERE _shard = %d)"
                .formatted(Sql.parquet(groups.get(groups.size() == 1 ? 0 : shard / PICKED)), shard);
    }
}
