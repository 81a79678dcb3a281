package io.foresale.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An upload that SQL can read: the view {@code raw} of its session with {@code _row}, {@code _line} and the columns as
 * text, in the order of the upload.
 *
 * @param name of the upload, for messages
 * @param columns made unique; see {@link ColumnNames}
 * @param blankNames those of them that have no name in the upload
 * @param readable rows in the view
 * @param records there are in all, also the unreadable ones
 * @param unreadable how many records could not be read, by reason
 * @param noObjects a table of the session with {@code _row, _line} of lines that are no JSON object; absent for other formats
 * @param cleaned whether the cells are what {@link io.foresale.text.Cells#words} makes of them, or still to be cleaned
 * @param again reads the file's records once more; absent for Parquet, which has no lines
 * @param bytes of the plain file
 * @param wide whether {@code raw} has so many columns that they are kept in a list; see {@link #cell}
 * @param parts relations that are {@code raw} together, in its order, each of so much that cores may share them out
 */
public record RawTable(
        String name,
        List<String> columns,
        List<String> blankNames,
        long readable,
        long records,
        Map<String, Long> unreadable,
        List<String> warnings,
        Optional<String> noObjects,
        boolean cleaned,
        Optional<Supplier<Records>> again,
        long bytes,
        boolean wide,
        List<String> parts) {

    /** An expression for the cells of a column. */
    public String cell(String column) {
        return wide ? Normalised.wideCell(columns.indexOf(column)) : Sql.name(column);
    }
}
