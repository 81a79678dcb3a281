package io.foresale.adapter.console;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Cells as they are to be read.
 *
 * @param rows each as long as the header
 */
public record Table(List<String> header, List<List<String>> rows) {

    public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        for (var row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(
                        "a row of " + row.size() + " cells under a header of " + header.size() + ": " + row);
            }
        }
    }

    /** Rows for columns. */
    Table transposed() {
        return new Table(
                column(0),
                IntStream.range(1, header.size()).mapToObj(this::column).toList());
    }

    /** A column from its header down. */
    List<String> column(int index) {
        return IntStream.rangeClosed(0, rows.size())
                .mapToObj(
                        row -> row == 0 ? header.get(index) : rows.get(row - 1).get(index))
                .toList();
    }
}
