package io.foresale.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes lines to one file after the other, for readers that work side by side. Lines that are written at once stay together.
 */
final class LineFiles extends OutputStream {

    private final Path first;
    private final long most;
    private final List<Path> files = new ArrayList<>();
    private OutputStream out;
    private long written;

    /**
     * Begins the first file.
     *
     * @param first the others are called the same with a number behind it
     * @param most bytes after which a file gets no more lines
     */
    LineFiles(Path first, long most) throws IOException {
        this.first = first;
        this.most = most;
        this.out = next();
    }

    private OutputStream next() throws IOException {
        var file = files.isEmpty() ? first : first.resolveSibling(first.getFileName() + "-" + files.size());
        files.add(file);
        return Files.newOutputStream(file);
    }

    @Override
    public void write(byte[] lines, int from, int length) throws IOException {
        if (written >= most && length > 0) {
            out.close();
            out = next();
            written = 0;
        }
        out.write(lines, from, length);
        written += length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** In the order of the lines. */
    List<Path> files() {
        return List.copyOf(files);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
