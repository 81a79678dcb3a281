package io.foresale.score;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.IntentModels;
import io.foresale.port.Judgement;
import io.foresale.port.TableEngine.Session;
import io.foresale.score.RequestTextsStep.Question;
import io.foresale.score.RequestTextsStep.Texts;
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
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a feature table of a request's file, reading it by the schema of the model that is asked. */
public final class RequestTable {

    private final TableLoader loader;
    private final EmbeddingModels models;
    private final IntentModels judges;

    public RequestTable(TableLoader loader, EmbeddingModels models, IntentModels judges) {
        this.loader = loader;
        this.models = models;
        this.judges = judges;
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
            Path file, ObjectKey name, Schema schema, DatasetConfig config, Session session, RequestTextsStep asking) {
        var raw = loader.load(file, name.value(), config, session, (done, total) -> {});
        var clean = TableCleaner.clean(raw, schema.uploaded(), false, session);
        var warnings = new ArrayList<>(clean.warnings());
        var texts = new Texts(
                schema.embeddingModel().isPresent() ? texts(clean.parquet(), schema, session) : List.of(),
                session,
                warnings::add);
        var vectors = schema.embeddingModel()
                .map(models::model)
                .map(model ->
                        new Question<>("vectors", "vector FLOAT[" + model.dimensions() + "]", model, vector -> vector))
                .map(question -> List.of(asking.answers(question, texts)))
                .orElse(List.of());
        var intents = schema.intentModel()
                .map(judges::model)
                .map(judge -> new Question<>(
                        "intents", "intent DOUBLE", judge, judgement -> intent(judgement, warnings::add)))
                .map(question -> List.of(asking.answers(question, texts)))
                .orElse(List.of());
        var target = session.directory().resolve("request.parquet");
        new FeatureTable(schema)
                .statements(List.of(new CleanFile(name, clean.parquet())), vectors, intents, false, target)
                .forEach(session::run);
        var counts = Map.of(
                "scored",
                clean.counts().get("accepted"),
                "rejected",
                clean.counts().get("rejected"));
        return new Loaded(Sql.parquet(List.of(target)), counts, clean.rejects(), warnings);
    }

    private static List<String> texts(Path clean, Schema schema, Session session) {
        var columns = schema.of(Role.TEXT).stream()
                .map(c -> "SELECT " + Sql.name(c.name()) + " AS text FROM " + Sql.parquet(List.of(clean)))
                .collect(Collectors.joining(" UNION "));
        return session.query(row -> row.text(0), "SELECT text FROM (" + columns + ") WHERE text <> '' ORDER BY text");
    }

    private static @Nullable Object intent(Judgement judgement, Consumer<String> warnings) {
        return switch (judgement) {
            case Judgement.Intent(double value) -> value;
            case Judgement.None(String reason) -> {
                warnings.accept(RequestTextsStep.MISSING + reason);
                yield null;
            }
        };
    }
}
