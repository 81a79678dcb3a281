package io.foresale.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads CSV as RFC 4180 says, with any delimiter. A record that cannot be read costs one physical line: where a stray quote
 * swallowed the lines after it, these are read again on their own.
 */
final class CsvRecords implements Records {

    /** Where a part of a record ended. */
    private static final int UNFINISHED = -1;

    private final Window window;
    private final byte delimiter;
    private final byte lineEnd;
    private final int cells;
    private final boolean checkUtf8;
    private final int mostBytes;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private boolean[] quoted = new boolean[64];
    private int count;
    private int start;
    private int end;
    private int next;
    private long line;
    private long nextLine = 1;
    private long row;
    private Fault fault = Fault.NONE;

    /**
     * Opens a file; nothing is read yet.
     *
     * @param cells every record must have; 0 where any number will do, for looking at the beginning
     */
    CsvRecords(Path file, byte delimiter, int cells, boolean checkUtf8, int mostBytes) {
        this.window = new Window(file);
        this.delimiter = delimiter;
        this.cells = cells;
        this.checkUtf8 = checkUtf8;
        this.mostBytes = mostBytes;
        this.lineEnd = lineEnd(window);
    }

    /** Old spreadsheets end lines with a carriage return alone. */
    private static byte lineEnd(Window window) {
        boolean returns = false;
        for (int i = 0; i < window.limit; i++) {
            if (window.bytes[i] == '\n') {
                return '\n';
            }
            returns |= window.bytes[i] == '\r';
        }
        return (byte) (returns ? '\r' : '\n');
    }

    @Override
    public boolean next() {
        do {
            start = next;
            line = nextLine;
            if (!read()) {
                return false;
            }
        } while (blank());
        if (fault == Fault.NONE) {
            fault = count == cells || cells == 0 ? Fault.NONE : count < cells ? Fault.TOO_FEW : Fault.TOO_MANY;
        }
        if (end - start > mostBytes) {
            fault = Fault.TOO_LARGE;
        }
        if (fault == Fault.NONE && checkUtf8 && !window.utf8(start, end)) {
            fault = Fault.UTF8;
        }
        if (fault != Fault.NONE) {
            onlyFirstLine();
        }
        row++;
        return true;
    }

    private boolean blank() {
        return count == 1 && fault == Fault.NONE && from[0] == to[0] && !quoted[0];
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
        count = 0;
        fault = Fault.NONE;
        nextLine = line;
        int at = start;
        while (true) {
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
        add(at, lastOfLine && lineEnd == '\n' && i > at && bytes[i - 1] == '\r' ? i - 1 : i, false);
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
        add(at, quote, true);
        return i;
    }

    private int broken(int at) {
        fault = Fault.QUOTES;
        end = at;
        return at;
    }

    private void add(int cellFrom, int cellTo, boolean inQuotes) {
        if (count == from.length) {
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
            quoted = Arrays.copyOf(quoted, count * 2);
        }
        from[count] = cellFrom;
        to[count] = cellTo;
        quoted[count++] = inQuotes;
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

    @Override
    public long row() {
        return row;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    int cells() {
        return count;
    }

    @Override
    public String raw() {
        return window.text(start, end);
    }

    /** The cells, unquoted. */
    List<String> values() {
        var values = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            var text = window.text(from[i], to[i]);
            values.add(quoted[i] ? text.replace("\"\"", "\"") : text);
        }
        return values;
    }

    @Override
    public void write(RecordWriter out) {
        out.begin(row, line);
        for (int i = 0; i < count; i++) {
            out.separator();
            out.cell(window.bytes, from[i], to[i], quoted[i]);
        }
        out.end();
    }

    @Override
    public long consumed() {
        return window.position(next);
    }

    /** Goes past the header, which is no row. */
    void skipHeader() {
        next();
        row = 0;
    }

    @Override
    public void close() {
        window.close();
    }
}
