package io.foresale.table;

/** The records of a plain text file, one after another; the accessors speak of the current one. */
public interface Records extends AutoCloseable {

    /** What separates the parts of a normalised record: a character that no cell has. */
    byte SEPARATOR = 0x1f;

    /** Goes on to the next record; false where there is none. Blank lines are none. */
    boolean next();

    /** Its number, from 1; the header is none. */
    long row();

    /** The physical line it begins on, from 1. */
    long line();

    Fault fault();

    /** As in the file; bytes that are no UTF-8 as {@code \xHH}. */
    String raw();

    /** How many physical lines are behind it. */
    long lines();

    /** Writes the cells, each behind a {@link #SEPARATOR}, without control characters, and ends the record. */
    void write(RecordWriter out);

    /** How many bytes of the file are behind it. */
    long consumed();

    @Override
    void close();
}
