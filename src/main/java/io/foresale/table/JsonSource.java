package io.foresale.table;

import java.nio.file.Path;

/** The objects of a JSON file. */
record JsonSource(Path file, boolean array, boolean checkUtf8, int mostBytes) implements RecordSource {

    @Override
    public JsonRecords from(long position) {
        return new JsonRecords(this, position);
    }

    /** A line end ends an object's line in any case; in an array nothing tells where one begins. */
    @Override
    public long guess(long position, long to) {
        if (position == 0 || array) {
            return position == 0 ? 0 : to;
        }
        try (var window = new Window(file, position - 1)) {
            for (int i = 0; ; i++) {
                if (i == window.limit) {
                    if (window.atEnd || window.position(i) >= to) {
                        return to;
                    }
                    window.more(i);
                    i = 0;
                }
                if (window.bytes[i] == '\n') {
                    return Math.min(window.position(i + 1), to);
                }
            }
        }
    }
}
