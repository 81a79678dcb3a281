package io.foresale.adapter.console;

import java.util.ArrayList;
import java.util.List;

/** What a terminal shows after the output: understands the sequences that the progress uses, and refuses all others. */
final class Screen {

    private final List<String> lines = new ArrayList<>(List.of(""));
    private int row;

    static List<String> after(String output) {
        var screen = new Screen();
        for (int i = 0; i < output.length(); ) {
            i = screen.eat(output, i);
        }
        var shown = new ArrayList<>(screen.lines);
        while (!shown.isEmpty() && shown.getLast().isEmpty()) {
            shown.removeLast();
        }
        return shown;
    }

    private int eat(String output, int i) {
        char c = output.charAt(i);
        if (c == '\u001b') {
            int end = i + 2;
            while (!Character.isLetter(output.charAt(end))) {
                end++;
            }
            obey(output.substring(i + 2, end), output.charAt(end));
            return end + 1;
        }
        if (c == '\n') {
            row++;
            if (row == lines.size()) {
                lines.add("");
            }
            column = 0;
        } else if (c == '\r') {
            column = 0;
        } else {
            write(c);
        }
        return i + 1;
    }

    private int column;

    private void write(char c) {
        var line = new StringBuilder(lines.get(row));
        line.setLength(Math.max(line.length(), column));
        if (column < line.length()) {
            line.setCharAt(column, c);
        } else {
            line.append(c);
        }
        lines.set(row, line.toString());
        column++;
    }

    private void obey(String arguments, char command) {
        switch (command) {
            case 'A' -> row -= Integer.parseInt(arguments);
            case 'K' ->
                lines.set(
                        row,
                        lines.get(row)
                                .substring(0, Math.min(column, lines.get(row).length())));
            case 'J' -> {
                lines.set(
                        row,
                        lines.get(row)
                                .substring(0, Math.min(column, lines.get(row).length())));
                lines.subList(row + 1, lines.size()).clear();
            }
            case 'm', 'l', 'h' -> {}
            default -> throw new IllegalArgumentException("ESC[" + arguments + command);
        }
    }
}
