package io.foresale.score;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.Schema;
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

/** Makes a feature table of a request's file, reading it by the schema of the model that is asked. */
public final class RequestTable {

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
            Path file, ObjectKey name, Schema schema, DatasetConfig config, Session session, RequestTextsStep texts) {
        var raw = loader.load(file, name.value(), config, session, (done, total) -> {});
        var clean = TableCleaner.clean(raw, schema, false, session);
        var warnings = new ArrayList<>(clean.warnings());
        var vectors = schema.embeddingModel()
                .map(models::model)
                .map(model -> List.of(texts.vectors(clean.parquet(), schema, model, session, warnings)))
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
}
