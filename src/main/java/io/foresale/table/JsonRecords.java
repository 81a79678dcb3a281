package io.foresale.table;

/**
 * Reads JSON objects, one a line or one after another in an array. Whether an object is well formed is left to the engine;
 * here it is only found.
 */
final class JsonRecords extends FileRecords {

    private final boolean array;

    JsonRecords(JsonSource source, long from) {
        super(source.file(), from, source.checkUtf8(), source.mostBytes());
        this.array = source.array();
    }

    @Override
    public boolean next() {
        skipBetween();
        if (next == window.limit && window.atEnd) {
            return false;
        }
        start = next;
        line = nextLine;
        fault = Fault.NONE;
        find();
        checkUtf8();
        row++;
        return true;
    }

    /** Blanks, and what an array has around its elements. */
    private void skipBetween() {
        while (true) {
            if (next == window.limit) {
                if (window.atEnd) {
                    return;
                }
                window.more(next);
                next = 0;
                continue;
            }
            byte b = window.bytes[next];
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n' && !(array && (b == ',' || b == '[' || b == ']'))) {
                return;
            }
            nextLine += b == '\n' ? 1 : 0;
            next++;
        }
    }

    private void find() {
        int depth = 0;
        boolean inText = false;
        boolean escaped = false;
        for (int i = start; ; i++) {
            if (i == window.limit) {
                if (window.atEnd) {
                    found(i, i);
                    return;
                }
                if (i - start > mostBytes) {
                    fault = Fault.TOO_LARGE;
                    start = i - 1024;
                }
                i -= start;
                window.more(start);
                start = 0;
            }
            byte b = window.bytes[i];
            if (b == '\n') {
                nextLine++;
                if (!array) {
                    found(i, i + 1);
                    return;
                }
            } else if (escaped) {
                escaped = false;
            } else if (b == '"') {
                inText = !inText;
            } else if (inText) {
                escaped = b == '\\';
            } else if (array) {
                depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
                if (depth <= 0 && (b == ',' || b == '}' || b == ']')) {
                    found(b == '}' ? i + 1 : i, i + 1);
                    return;
                }
            }
        }
    }

    private void found(int last, int following) {
        end = last;
        next = Math.min(following, window.limit);
    }

    @Override
    public String raw() {
        return window.text(start, end).stripTrailing();
    }

    @Override
    public void write(RecordWriter out) {
        out.separator();
        out.whole(window.bytes, start, end);
        out.end();
    }
}
