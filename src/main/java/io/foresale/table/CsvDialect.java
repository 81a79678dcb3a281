package io.foresale.table;

import io.foresale.domain.NumberFormat;
import io.foresale.domain.PermanentException;
import io.foresale.text.Cells;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds out which character separates the cells of a CSV file, from its first records. */
final class CsvDialect {

    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final int SAMPLE = 200;

    /** Runs of blanks between cells, as statisticians write columns. */
    static final char BLANKS = ' ';

    /** So many columns and no fewer; two words in every line are names rather than columns. */
    private static final int COLUMNS_BY_BLANKS = 3;

    /** So many of the records must have as many cells as the header. */
    private static final double AGREEING = 0.5;

    private final Path file;
    private final String name;
    private final int mostBytes;

    CsvDialect(Path file, String name, int mostBytes) {
        this.file = file;
        this.name = name;
        this.mostBytes = mostBytes;
    }

    /** What a delimiter makes of the file: cells of the header, records looked at, and how many of them agree with it. */
    private record Trial(char delimiter, int cells, int records, int agreeing) {

        boolean convincing() {
            return cells > 1 && agreeing >= records * AGREEING;
        }
    }

    byte delimiter(Optional<String> named) {
        if (named.isPresent()) {
            return (byte) asciiOnly(named.get().charAt(0));
        }
        var trials = DELIMITERS.stream().map(this::trial).toList();
        var best = trials.stream().filter(Trial::convincing).reduce((a, b) -> b.cells > a.cells ? b : a);
        if (best.isPresent()) {
            return (byte) best.get().delimiter;
        }
        if (byBlanks()) {
            return BLANKS;
        }
        var header = trials.stream().reduce((a, b) -> b.cells > a.cells ? b : a).orElseThrow();
        if (header.cells > 1) {
            throw PermanentException.invalid(
                    name,
                    "the same delimiter in the header and the lines",
                    "a header with " + header.cells + " cells by " + described(header.delimiter) + " and only "
                            + header.agreeing + " of the first " + header.records + " lines with as many",
                    "write all lines with one delimiter, or set \"delimiter\" in the data set's configuration");
        }
        return ',';
    }

    /** Whether every line has the header's cells between blanks and most of the cells are numbers: prose is not split. */
    private boolean byBlanks() {
        try (var records = new CsvRecords(file, (byte) BLANKS, 0, false, mostBytes)) {
            int header = records.next() ? records.cells() : 0;
            int cells = 0;
            int numbers = 0;
            for (int seen = 0; seen < SAMPLE && records.next(); seen++) {
                if (records.fault() != Fault.NONE || records.cells() != header) {
                    return false;
                }
                cells += header;
                numbers += (int) records.values().stream()
                        .filter(v -> Cells.number(v, NumberFormat.POINT).isPresent())
                        .count();
            }
            return header >= COLUMNS_BY_BLANKS && numbers * 2 > cells;
        }
    }

    private char asciiOnly(char delimiter) {
        if (delimiter >= 0x80 || delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw PermanentException.invalid(
                    "'delimiter' for " + name,
                    "an ASCII character other than a quote or a line end",
                    described(delimiter),
                    "write the file with a comma, semicolon, tab or bar");
        }
        return delimiter;
    }

    private Trial trial(char delimiter) {
        try (var records = new CsvRecords(file, (byte) delimiter, 0, false, mostBytes)) {
            int header = records.next() ? records.cells() : 0;
            int seen = 0;
            int agreeing = 0;
            while (seen < SAMPLE && records.next()) {
                seen++;
                agreeing += records.fault() == Fault.NONE && records.cells() == header ? 1 : 0;
            }
            return new Trial(delimiter, header, seen, agreeing);
        }
    }

    static String described(char delimiter) {
        return delimiter == '\t' ? "tab" : delimiter == BLANKS ? "blanks" : "'" + delimiter + "'";
    }
}
