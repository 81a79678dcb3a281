package io.foresale.adapter.console;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lays a table out as text: columns aligned, figures to the right, turned on its side where the terminal is too narrow. */
public final class ConsoleReport {

    /** A figure, an interval, or a cell without one. */
    private static final Pattern FIGURE = Pattern.compile("[\\[(]?[-+−±<]?\\d.*|[-–—]|");

    private static final String GAP = "  ";

    private final Terminal terminal;

    public ConsoleReport(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The table under its title, each line ended. */
    public String text(String title, Table table) {
        var fitting = width(table) <= terminal.width() || width(table.transposed()) > terminal.width()
                ? table
                : table.transposed();
        return terminal.coloured(1, title) + "\n" + text(fitting);
    }

    private String text(Table table) {
        var lines = IntStream.rangeClosed(0, table.rows().size())
                .mapToObj(row -> line(table, row))
                .toList();
        return lines.getFirst() + "\n" + terminal.rule(width(table)) + "\n"
                + lines.stream().skip(1).map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String line(Table table, int row) {
        return IntStream.range(0, table.header().size())
                .mapToObj(index -> cell(table.column(index), row))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String cell(List<String> column, int row) {
        var figures = column.stream().skip(1).allMatch(FIGURE.asMatchPredicate());
        return figures
                ? Width.rightAligned(column.get(row), width(column))
                : Width.padded(column.get(row), width(column));
    }

    private static int width(List<String> column) {
        return column.stream().mapToInt(Width::of).max().orElse(0);
    }

    private static int width(Table table) {
        int columns = table.header().size();
        return IntStream.range(0, columns)
                        .map(index -> width(table.column(index)))
                        .sum()
                + GAP.length() * Math.max(0, columns - 1);
    }
}
