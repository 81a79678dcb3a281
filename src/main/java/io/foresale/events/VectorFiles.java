package io.foresale.events;

import io.foresale.port.TableEngine.Session;
import io.foresale.table.Sql;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Vectors in Parquet files of {@code hash} and {@code vector}, for small questions: each file is mapped when it is added. */
public final class VectorFiles implements VectorSource {

    private final Map<Path, VectorFile> files = new LinkedHashMap<>();

    /** Makes a file known; one that is known already stays as it is. */
    public void add(Session session, Path parquet) {
        files.computeIfAbsent(
                parquet,
                file -> VectorFile.write(
                        session,
                        Sql.parquet(List.of(file)),
                        session.directory().resolve(file.getFileName() + ".vectors")));
    }

    @Override
    public Vectors of(Session session, String hashes) {
        var vectors = new Vectors();
        each(session, hashes, vectors::put);
        return vectors;
    }

    @Override
    public float[] mean(Session session, String hashes) {
        var mean = new Vectors.Mean();
        each(session, "FROM (" + hashes + ") ORDER BY ALL", (_, vector) -> mean.add(vector));
        return mean.vector();
    }

    private void each(Session session, String hashes, BiConsumer<String, float[]> reader) {
        session.query(row -> row.text(0), hashes)
                .forEach(hash -> get(hash).ifPresent(vector -> reader.accept(hash, vector)));
    }

    private Optional<float[]> get(String hash) {
        return files.values().stream().flatMap(file -> file.get(hash).stream()).findFirst();
    }
}
