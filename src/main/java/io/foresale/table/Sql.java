package io.foresale.table;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Names and values as SQL writes them. */
public final class Sql {

    private Sql() {}

    /** A column's name, whatever characters it has. */
    public static String name(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }

    public static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    public static String text(Path file) {
        return text(file.toString());
    }

    /** A list of files, for a table function that reads them one after the other. */
    static String texts(List<Path> files) {
        return files.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /** The name under which a text's vector is stored: the first half of the SHA-256 of its UTF-8, in hexadecimal. */
    public static String textHash(String expression) {
        return "left(sha256(" + expression + "), 32)";
    }

    /** The table function that reads these Parquet files. */
    public static String parquet(List<Path> files) {
        return "read_parquet(" + texts(files) + ")";
    }
}
