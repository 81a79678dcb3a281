package io.foresale.score;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.RetriableException;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.port.EmbeddingModel;
import io.foresale.port.EmbeddingModel.Outcome;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.TableEngine.Session;
import io.foresale.table.FeatureTable;
import io.foresale.table.FeatureTable.CleanFile;
import io.foresale.table.Sql;
import io.foresale.table.TableCleaner;
import io.foresale.table.TableLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Makes a feature table of a request's file, reading it by the schema of the model that is asked. */
public final class RequestTable {

    /** Texts given to the model at once: progress shows in between. */
    private static final int SLICE = 100;

    private final TableLoader loader;
    private final EmbeddingModels models;

    public RequestTable(TableLoader loader, EmbeddingModels models) {
        this.loader = loader;
        this.models = models;
    }

    /**
     * The request as a feature table.
     *
     * @param relation what SQL can read from
     * @param counts scored, rejected
     * @param rejects the lines that could not be read
     */
    record Loaded(String relation, Map<String, Long> counts, Optional<Path> rejects, List<String> warnings) {}

    Loaded load(
            Path file, ObjectKey name, Schema schema, DatasetConfig config, Session session, LongConsumer embedded) {
        var raw = loader.load(file, name.value(), config, session, (done, total) -> {});
        var clean = TableCleaner.clean(raw, schema, false, session);
        var warnings = new ArrayList<>(clean.warnings());
        var vectors = schema.embeddingModel()
                .map(models::model)
                .map(model -> List.of(vectors(clean.parquet(), schema, model, session, embedded, warnings)))
                .orElse(List.of());
        var target = session.directory().resolve("request.parquet");
        new FeatureTable(schema)
                .statements(List.of(new CleanFile(name, clean.parquet())), vectors, false, target)
                .forEach(session::run);
        var counts = Map.of(
                "scored",
                clean.counts().get("accepted"),
                "rejected",
                clean.counts().get("rejected"));
        return new Loaded(Sql.parquet(List.of(target)), counts, clean.rejects(), warnings);
    }

    /** A file of the hashes and vectors of all distinct texts. */
    private static Path vectors(
            Path clean,
            Schema schema,
            EmbeddingModel model,
            Session session,
            LongConsumer embedded,
            List<String> warnings) {
        var columns = schema.of(Role.TEXT).stream()
                .map(c -> "SELECT " + Sql.name(c.name()) + " AS text FROM " + Sql.parquet(List.of(clean)))
                .collect(Collectors.joining(" UNION "));
        var texts =
                session.query(row -> row.text(0), "SELECT text FROM (" + columns + ") WHERE text <> '' ORDER BY text");
        session.run("CREATE TABLE embedded (text VARCHAR, vector FLOAT[" + model.dimensions() + "])");
        for (int from = 0; from < texts.size(); from += SLICE) {
            var slice = texts.subList(from, Math.min(from + SLICE, texts.size()));
            session.append("embedded", rows(slice, model.embed(slice), warnings));
            embedded.accept(from + slice.size());
        }
        var file = session.directory().resolve("request-vectors.parquet");
        session.run("COPY (SELECT " + Sql.textHash("text") + " AS hash, vector FROM embedded ORDER BY hash) TO "
                + Sql.text(file) + " (FORMAT parquet)");
        return file;
    }

    private static List<Object[]> rows(List<String> texts, List<Outcome> outcomes, List<String> warnings) {
        var rows = new ArrayList<Object[]>();
        for (int i = 0; i < texts.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Embedded(float[] vector) -> rows.add(new Object[] {texts.get(i), vector});
                case Outcome.Failed(String reason) -> warnings.add("a text counts as missing: " + reason);
                case Outcome.Unreached(String reason) -> throw new RetriableException(reason, null);
            }
        }
        return rows;
    }
}
