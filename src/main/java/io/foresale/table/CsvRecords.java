package io.foresale.table;

import java.nio.file.Path;
import java.util.List;

/**
 * Reads CSV as RFC 4180 says, with any delimiter; where it is a blank, a run of them is one. A record that cannot be read
 * costs one physical line: lines that a stray quote swallowed are read again on their own.
 */
final class CsvRecords extends FileRecords {

    /** Where a part of a record ended. */
    private static final int UNFINISHED = -1;

    private final byte delimiter;
    private final byte lineEnd;
    private final int cells;
    private final CsvCells found = new CsvCells();

    /**
     * Opens a file; nothing is read yet.
     *
     * @param cells every record must have; 0 where any number will do, for looking at the beginning
     */
    CsvRecords(Path file, byte delimiter, int cells, boolean checkUtf8, int mostBytes) {
        this(new CsvSource(file, delimiter, lineEnd(file), cells, checkUtf8, mostBytes, true), 0);
    }

    /** Opens a file at a position, as if it began there. */
    CsvRecords(CsvSource source, long from) {
        super(source.file(), from, source.checkUtf8(), source.mostBytes());
        this.delimiter = source.delimiter();
        this.cells = source.cells();
        this.lineEnd = source.lineEnd();
    }

    /** What ends the lines of a file: old spreadsheets do it with a carriage return alone. */
    static byte lineEnd(Path file) {
        try (var window = new Window(file, 0)) {
            boolean returns = false;
            for (int i = 0; i < window.limit; i++) {
                if (window.bytes[i] == '\n') {
                    return '\n';
                }
                returns |= window.bytes[i] == '\r';
            }
            return (byte) (returns ? '\r' : '\n');
        }
    }

    @Override
    public boolean next() {
        do {
            start = next;
            line = nextLine;
            if (!read()) {
                return false;
            }
        } while (fault == Fault.NONE && found.none());
        if (fault == Fault.NONE) {
            int more = cells == 0 ? 0 : found.count() - cells;
            fault = more == 0 ? Fault.NONE : more < 0 ? Fault.TOO_FEW : Fault.TOO_MANY;
        }
        if (end - start > mostBytes) {
            fault = Fault.TOO_LARGE;
        }
        checkUtf8();
        if (fault != Fault.NONE) {
            onlyFirstLine();
        }
        row++;
        return true;
    }

    /** Reads a record into the arrays, with as much of the file in memory as it takes; false at the end. */
    private boolean read() {
        while (true) {
            if (start == window.limit && window.atEnd) {
                return false;
            }
            var parsed = parse();
            if (parsed != UNFINISHED) {
                next = parsed;
                return true;
            }
            if (window.limit - start > mostBytes) {
                fault = Fault.TOO_LARGE;
                end = window.limit;
                return true;
            }
            window.more(start);
            start = 0;
        }
    }

    /** Where the record after this one begins, or {@link #UNFINISHED} where the window ends first. */
    private int parse() {
        found.clear();
        fault = Fault.NONE;
        nextLine = line;
        int at = start;
        while (true) {
            if (delimiter == CsvDialect.BLANKS) {
                at = afterBlanks(at);
                if (at == window.limit && !window.atEnd) {
                    return UNFINISHED;
                }
                if (found.count() > 0 && (at == window.limit || window.bytes[at] == lineEnd)) {
                    end = at;
                    nextLine++;
                    return Math.min(at + 1, window.limit);
                }
            }
            boolean inQuotes = at < window.limit && window.bytes[at] == '"';
            int cellEnd = inQuotes ? quotedCell(at + 1) : plainCell(at);
            if (cellEnd == UNFINISHED || fault != Fault.NONE) {
                return fault == Fault.NONE ? UNFINISHED : cellEnd;
            }
            if (cellEnd == window.limit || window.bytes[cellEnd] == lineEnd) {
                end = cellEnd > start && window.bytes[cellEnd - 1] == '\r' && lineEnd == '\n' ? cellEnd - 1 : cellEnd;
                nextLine++;
                return Math.min(cellEnd + 1, window.limit);
            }
            at = cellEnd + 1;
        }
    }

    private int afterBlanks(int at) {
        int i = at;
        while (i < window.limit && (window.bytes[i] == ' ' || window.bytes[i] == '\r' && lineEnd == '\n')) {
            i++;
        }
        return i;
    }

    private int plainCell(int at) {
        var bytes = window.bytes;
        int limit = window.limit;
        int i = at;
        while (i < limit && bytes[i] != delimiter && bytes[i] != lineEnd) {
            i++;
        }
        if (i == limit && !window.atEnd) {
            return UNFINISHED;
        }
        boolean lastOfLine = i == limit || bytes[i] == lineEnd;
        found.add(at, lastOfLine && lineEnd == '\n' && i > at && bytes[i - 1] == '\r' ? i - 1 : i, false);
        return i;
    }

    private int quotedCell(int at) {
        var bytes = window.bytes;
        for (int i = at; i < window.limit; i++) {
            if (bytes[i] == lineEnd) {
                nextLine++;
            } else if (bytes[i] == '"') {
                if (i + 1 < window.limit && bytes[i + 1] == '"') {
                    i++;
                } else {
                    return afterQuote(at, i);
                }
            }
        }
        return window.atEnd ? broken(window.limit) : UNFINISHED;
    }

    private int afterQuote(int at, int quote) {
        int i = quote + 1;
        while (i < window.limit && (window.bytes[i] == ' ' || window.bytes[i] == '\r' && lineEnd == '\n')) {
            i++;
        }
        if (i == window.limit && !window.atEnd) {
            return UNFINISHED;
        }
        if (i < window.limit && window.bytes[i] != delimiter && window.bytes[i] != lineEnd) {
            return broken(i);
        }
        found.add(at, quote, true);
        return i;
    }

    private int broken(int at) {
        fault = Fault.QUOTES;
        end = at;
        return at;
    }

    private void onlyFirstLine() {
        int i = start;
        while (true) {
            for (; i < window.limit && window.bytes[i] != lineEnd; i++) {}
            if (i < window.limit || window.atEnd) {
                break;
            }
            if (window.limit - start > mostBytes) {
                // What is dropped of a line beyond the limit is only what nobody will look at.
                start = window.limit - 1024;
            }
            i -= start;
            window.more(start);
            start = 0;
        }
        end = i;
        next = Math.min(i + 1, window.limit);
        nextLine = line + 1;
    }

    int cells() {
        return found.count();
    }

    @Override
    public String raw() {
        return window.text(start, end);
    }

    /** The cells, unquoted. */
    List<String> values() {
        return found.values(window);
    }

    @Override
    public void write(RecordWriter out) {
        found.write(window, out);
        out.end();
    }

    /** Goes past the header, which is no row. */
    void skipHeader() {
        next();
        row = 0;
    }

    /** Goes past the next line end, wherever it is. */
    void skipLine() {
        start = next;
        line = nextLine;
        onlyFirstLine();
    }
}
