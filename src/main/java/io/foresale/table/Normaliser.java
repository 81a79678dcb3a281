package io.foresale.table;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Rewrites the records of a file on all cores. The file is read in parts from where records seem to begin; a part counts only
 * if what lies before it ends just there, else it is read again. So it makes no difference where the parts begin.
 */
final class Normaliser {

    /** Bytes of a part. */
    static final int PART = 2 << 20;

    private final RecordSource source;
    private final long size;
    private final int part;
    private final RecordWriter out;
    private final TableLoader.Progress progress;
    private final Map<String, Long> unreadable = new TreeMap<>();
    private long at;
    private long records;
    private long readable;
    private long lines;

    Normaliser(RecordSource source, long size, int part, RecordWriter out, TableLoader.Progress progress) {
        this.source = source;
        this.size = size;
        this.part = part;
        this.out = out;
        this.progress = progress;
    }

    void run() {
        int cores = Runtime.getRuntime().availableProcessors();
        try (var readers = Executors.newFixedThreadPool(cores)) {
            var ahead = new ArrayDeque<CompletableFuture<Part>>();
            long asked = 0;
            for (long from = 0; from < size; from += part) {
                for (; asked < size && ahead.size() <= cores; asked += part) {
                    ahead.add(guessed(asked, Math.min(asked + part, size), readers));
                }
                var guess = ahead.remove().join();
                readTo(guess.start());
                if (at == guess.start()) {
                    take(guess);
                }
                readTo(Math.min(from + part, size));
            }
        }
        progress.bytes(size, size);
    }

    private CompletableFuture<Part> guessed(long from, long to, Executor readers) {
        return CompletableFuture.supplyAsync(() -> Part.read(source, source.guess(from, to), to), readers);
    }

    private void readTo(long to) {
        while (at < to) {
            take(Part.read(source, at, Math.min(at + part, to)));
        }
    }

    private void take(Part part) {
        part.write(out, records, lines);
        part.unreadable().forEach((reason, n) -> unreadable.merge(reason, n, Long::sum));
        at = part.end();
        records += part.records();
        readable += part.readable();
        lines += part.physicalLines();
        progress.bytes(at, size);
    }

    long records() {
        return records;
    }

    long readable() {
        return readable;
    }

    Map<String, Long> unreadable() {
        return unreadable;
    }
}
