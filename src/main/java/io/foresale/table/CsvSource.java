package io.foresale.table;

import java.nio.file.Path;

/**
 * The records below the header of a CSV file.
 *
 * @param header whether the file has one
 */
record CsvSource(Path file, byte delimiter, byte lineEnd, int cells, boolean checkUtf8, int mostBytes, boolean header)
        implements RecordSource {

    @Override
    public CsvRecords from(long position) {
        var records = new CsvRecords(this, position);
        if (position == 0 && header) {
            records.skipHeader();
        }
        return records;
    }

    /** Within a quoted cell lines look like records too, but hardly ever like whole ones. */
    @Override
    public long guess(long position, long to) {
        if (position == 0) {
            return 0;
        }
        try (var records = new CsvRecords(this, position - 1)) {
            records.skipLine();
            long begin = records.consumed();
            while (begin < to && records.next() && records.fault() != Fault.NONE) {
                begin = records.consumed();
            }
            return Math.min(begin, to);
        }
    }
}
