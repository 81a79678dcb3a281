package io.foresale.table;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The records that begin in one part of a file, in memory, numbered from the beginning of the part. */
final class Part {

    private final long start;
    private final RecordWriter cells = new RecordWriter();
    private final Map<String, Long> unreadable = new TreeMap<>();
    private int[] ends = new int[1024];
    private int[] rows = new int[1024];
    private int[] lines = new int[1024];
    private int readable;
    private long end;
    private long records;
    private long physicalLines;

    private Part(long start) {
        this.start = start;
        this.end = start;
    }

    /** Reads the records that begin at {@code start}, where one does, or after it and before {@code to}. */
    static Part read(RecordSource source, long start, long to) {
        var part = new Part(start);
        if (start < to) {
            try (var records = source.from(start)) {
                part.read(records, to);
            }
        }
        return part;
    }

    private void read(Records records, long to) {
        while (records.consumed() < to && records.next()) {
            if (records.fault() == Fault.NONE) {
                records.write(cells);
                number(records);
            } else {
                unreadable.merge(records.fault().reason(), 1L, Long::sum);
            }
        }
        end = records.consumed();
        this.records = records.row();
        physicalLines = records.lines();
    }

    private void number(Records records) {
        if (readable == ends.length) {
            ends = Arrays.copyOf(ends, readable * 2);
            rows = Arrays.copyOf(rows, readable * 2);
            lines = Arrays.copyOf(lines, readable * 2);
        }
        ends[readable] = cells.size();
        rows[readable] = (int) records.row();
        lines[readable++] = (int) records.line();
    }

    /** Writes the readable records, numbered on from those before the part. */
    void write(RecordWriter out, long rowsBefore, long linesBefore) {
        int from = 0;
        for (int i = 0; i < readable; i++) {
            out.begin(rowsBefore + rows[i], linesBefore + lines[i]);
            out.append(cells, from, ends[i]);
            from = ends[i];
        }
    }

    long start() {
        return start;
    }

    /** Where the record after its last one begins. */
    long end() {
        return end;
    }

    long records() {
        return records;
    }

    long readable() {
        return readable;
    }

    long physicalLines() {
        return physicalLines;
    }

    Map<String, Long> unreadable() {
        return unreadable;
    }
}
