package io.foresale.table;

import io.foresale.domain.Column;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.IntentConfig;
import io.foresale.domain.Role;
import io.foresale.domain.Schema;
import io.foresale.port.EmbeddingModels;
import io.foresale.port.EmbeddingModels.Script;
import io.foresale.port.TableEngine.Session;
import io.foresale.text.Scripts;
import java.util.List;
import java.util.Optional;

/** Infers the schema of a data set from one of its uploads. The same upload and configuration give the same schema. */
public final class SchemaInference {

    /** Changes with the rules, so that data sets are inferred anew. */
    public static final String VERSION = "2";

    private final TableLimits limits;
    private final EmbeddingModels models;

    public SchemaInference(TableLimits limits, EmbeddingModels models) {
        this.limits = limits;
        this.models = models;
    }

    /**
     * What was inferred.
     *
     * @param rowsExamined of the upload
     * @param warnings of what a person may want to decide otherwise
     */
    public record Inference(Schema schema, long rowsExamined, List<String> warnings) {}

    /**
     * Infers.
     *
     * @throws io.foresale.domain.PermanentException where the configuration does not fit the columns
     */
    public Inference infer(RawTable raw, DatasetConfig config, Session session) {
        var profiles = new Profiler(limits).profile(raw, session);
        var roles = RoleInference.infer(raw.name(), profiles.columns(), config);
        var model = model(roles.columns(), profiles.columns(), config);
        var judge = model.flatMap(_ -> config.intent()).map(IntentConfig::model);
        var schema = new Schema(roles.columns(), roles.label(), model, config.masking(), judge);
        schema.withIntents(); // refuses what would be refused when the texts have been paid for
        return new Inference(schema, profiles.rows(), roles.warnings());
    }

    private Optional<String> model(List<Column> columns, List<ColumnProfile> profiles, DatasetConfig config) {
        var scripts = Scripts.NONE;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).role() == Role.TEXT) {
                scripts = scripts.plus(profiles.get(i).scripts());
            }
        }
        if (columns.stream().noneMatch(c -> c.role() == Role.TEXT)) {
            return Optional.empty();
        }
        return Optional.of(model(scripts, config));
    }

    /** The model for texts in these scripts, unless the owner named one. */
    public String model(Scripts scripts, DatasetConfig config) {
        var script = scripts.mostlyHan() ? Script.CHINESE : Script.LATIN;
        return config.embeddingModel().orElseGet(() -> models.suitedTo(script));
    }
}
