package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Vectors by hash in a file of records of one length, in the order of their hashes, which is mapped: hundreds are found in a
 * millisecond, and none is held.
 */
final class VectorFile {

    /** Characters of a hash, all of them ASCII. */
    private static final int HASH = 32;

    private final MemorySegment records;
    private final int dimensions;
    private final long count;

    private VectorFile(MemorySegment records, int dimensions) {
        this.records = records;
        this.dimensions = dimensions;
        this.count = records.byteSize() / length();
    }

    /** Writes the file from what SQL can read {@code hash} and {@code vector} from. */
    static VectorFile write(Session session, String relation, Path file) {
        int[] dimensions = {0};
        try {
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
                session.stream(
                        row -> {
                            var vector = row.vector(1);
                            dimensions[0] = vector.length;
                            write(out, row.text(0), vector);
                        },
                        "SELECT hash, vector FROM " + relation + " ORDER BY hash");
            }
            try (var channel = FileChannel.open(file)) {
                var records = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
                return new VectorFile(records, dimensions[0]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the vectors of " + file + " could not be written", e);
        }
    }

    private static void write(DataOutputStream out, String hash, float[] vector) {
        try {
            out.writeBytes(hash);
            for (float value : vector) {
                out.writeFloat(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long length() {
        return HASH + 4L * dimensions;
    }

    Optional<float[]> get(String hash) {
        var wanted = ByteBuffer.wrap(hash.getBytes(StandardCharsets.US_ASCII));
        long low = 0;
        long high = count - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            var record = record(middle);
            int order = wanted.compareTo(record.slice(0, HASH));
            if (order == 0) {
                return Optional.of(vector(record));
            }
            if (order < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return Optional.empty();
    }

    /** As a buffer, since a native executable cannot read single values of a segment. */
    private ByteBuffer record(long number) {
        return records.asSlice(number * length(), length()).asByteBuffer();
    }

    private float[] vector(ByteBuffer record) {
        var vector = new float[dimensions];
        record.position(HASH).asFloatBuffer().get(vector);
        return vector;
    }
}
