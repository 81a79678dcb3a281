package io.foresale.score;

import io.foresale.domain.DatasetConfig;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.RetriableException;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.IntentModels;
import io.foresale.port.Judgement;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.TextModel;
import io.foresale.port.TextModel.Meter;
import io.foresale.port.TextModel.Outcome;
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
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a feature table of a request's file, reading it by the schema of the model that is asked. */
public final class RequestTable {

    /** Texts given to the model at once: progress shows in between. */
    private static final int SLICE = 100;

    private static final String MISSING = "a text counts as missing: ";

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
            Path file, ObjectKey name, Schema schema, DatasetConfig config, Session session, LongConsumer answered) {
        var raw = loader.load(file, name.value(), config, session, (done, total) -> {});
        var clean = TableCleaner.clean(raw, schema.uploaded(), false, session);
        var warnings = new ArrayList<>(clean.warnings());
        var texts = schema.embeddingModel().isPresent() ? texts(clean.parquet(), schema, session) : List.<String>of();
        var vectors = schema.embeddingModel()
                .map(models::model)
                .map(model -> new Answering<>(
                        model,
                        vector -> vector,
                        "vector FLOAT[" + model.dimensions() + "]",
                        session,
                        answered,
                        warnings::add))
                .map(answering -> List.of(answering.file("request-vectors", texts)))
                .orElse(List.of());
        var intents = schema.intentModel()
                .map(judges::model)
                .map(judge -> new Answering<>(
                        judge,
                        judgement -> intent(judgement, warnings::add),
                        "intent DOUBLE",
                        session,
                        answered,
                        warnings::add))
                .map(answering -> List.of(answering.file("request-intents", texts)))
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
                warnings.accept(MISSING + reason);
                yield null;
            }
        };
    }

    /**
     * Asks a model about texts.
     *
     * @param cell that an answer is kept in
     * @param column of these, as SQL
     */
    private record Answering<A>(
            TextModel<A> model,
            Function<A, @Nullable Object> cell,
            String column,
            Session session,
            LongConsumer answered,
            Consumer<String> warnings) {

        /** A file of the hashes of texts and the answers to them. */
        Path file(String name, List<String> texts) {
            session.run("CREATE OR REPLACE TABLE answered (text VARCHAR, " + column + ")");
            for (int from = 0; from < texts.size(); from += SLICE) {
                var slice = texts.subList(from, Math.min(from + SLICE, texts.size()));
                session.append("answered", rows(slice, model.answers(slice, Meter.FREE)));
                answered.accept(from + slice.size());
            }
            var file = session.directory().resolve(name + ".parquet");
            session.run("COPY (SELECT " + Sql.textHash("text")
                    + " AS hash, * EXCLUDE (text) FROM answered ORDER BY hash) TO " + Sql.text(file)
                    + " (FORMAT parquet)");
            return file;
        }

        private List<@Nullable Object[]> rows(List<String> texts, List<Outcome<A>> outcomes) {
            var rows = new ArrayList<@Nullable Object[]>();
            for (int i = 0; i < texts.size(); i++) {
                switch (outcomes.get(i)) {
                    case Outcome.Answered<A>(var answer) ->
                        rows.add(new @Nullable Object[] {texts.get(i), cell.apply(answer)});
                    case Outcome.Failed<A>(var reason) -> warnings.accept(MISSING + reason);
                    case Outcome.Unreached<A>(var reason) -> throw new RetriableException(reason, null);
                }
            }
            return rows;
        }
    }
}
