package io.foresale.table;

/** A file of records that can be read from any place; safe for any number of threads. */
interface RecordSource {

    /** The records from this position on, at which one begins, numbered from 1; position 0 is before any header. */
    Records from(long position);

    /**
     * Where a record seems to begin, at or after a position; a guess, as only what lies before tells for certain.
     *
     * @return {@code to} where none seems to begin before it
     */
    long guess(long position, long to);
}
