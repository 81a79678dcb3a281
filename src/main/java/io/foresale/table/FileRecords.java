package io.foresale.table;

import java.nio.file.Path;

/** Where the current record of a file lies; how it is found is left to the format. */
abstract class FileRecords implements Records {

    final Window window;
    final int mostBytes;
    private final boolean checkUtf8;
    int start;
    int end;
    int next;
    long line;
    long nextLine = 1;
    long row;
    Fault fault = Fault.NONE;

    /** Opens a file at a position, as if it began there. */
    FileRecords(Path file, long from, boolean checkUtf8, int mostBytes) {
        this.window = new Window(file, from);
        this.checkUtf8 = checkUtf8;
        this.mostBytes = mostBytes;
    }

    /** Finds fault with the record's bytes where nothing else is wrong with it. */
    final void checkUtf8() {
        if (fault == Fault.NONE && checkUtf8 && !window.utf8(start, end)) {
            fault = Fault.UTF8;
        }
    }

    @Override
    public final long row() {
        return row;
    }

    @Override
    public final long line() {
        return line;
    }

    @Override
    public final long lines() {
        return nextLine - 1;
    }

    @Override
    public final Fault fault() {
        return fault;
    }

    @Override
    public final long consumed() {
        return window.position(next);
    }

    @Override
    public final void close() {
        window.close();
    }
}
