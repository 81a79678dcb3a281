package io.foresale.bucket;

import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.Problem;
import io.foresale.domain.Question;
import io.foresale.domain.RetriableException;
import io.foresale.domain.Schema;
import io.foresale.model.ModelBundle;
import io.foresale.port.Documents;
import io.foresale.port.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Versions of models in memory: loaded from the bucket on first use, replaced when the pointer moves. */
public final class ModelCache {

    private final ObjectStore store;
    private final Documents documents;
    private final Models models;
    private final Duration refresh;
    private final InstantSource clock;
    private final Map<ModelName, CachedDocument<CurrentModel>> pointers = new ConcurrentHashMap<>();
    private final Map<ModelName, LoadedModel> loaded = new ConcurrentHashMap<>();

    /**
     * An empty cache.
     *
     * @param refresh how long a pointer is believed before the bucket is asked again
     */
    public ModelCache(ObjectStore store, Documents documents, Models models, Duration refresh, InstantSource clock) {
        this.store = store;
        this.documents = documents;
        this.models = models;
        this.refresh = refresh;
        this.clock = clock;
    }

    /**
     * A version, ready to answer.
     *
     * @param question of a log that it answers; empty for a model of a table
     */
    public record LoadedModel(
            ModelName name,
            Digest version,
            DatasetName dataset,
            Optional<Question> question,
            Schema schema,
            ModelBundle bundle) {}

    /**
     * The version that answers now.
     *
     * @throws io.foresale.domain.PermanentException where there is no such model
     */
    public LoadedModel current(ModelName model) {
        return find(model).orElseThrow(() -> models.unknown(model));
    }

    /** What to do where there is no such model. */
    public Problem unknown(ModelName model) {
        return models.unknown(model).problem();
    }

    /** The version that answers now; empty where there is no such model. */
    public Optional<LoadedModel> find(ModelName model) {
        var pointer = pointers.get(model);
        if (pointer == null) {
            pointer = new CachedDocument<>(Keys.current(model), CurrentModel.class, store, documents, refresh, clock);
        }
        var current = pointer.get();
        if (current.isEmpty()) {
            return Optional.empty(); // and nothing is kept: names come from callers
        }
        pointers.putIfAbsent(model, pointer);
        return Optional.of(loaded.compute(model, (name, kept) -> answering(current.get(), kept)));
    }

    /** The version that the pointer names; while that cannot be read, the one before goes on answering. */
    private LoadedModel answering(CurrentModel current, @Nullable LoadedModel kept) {
        if (kept != null && kept.version().equals(current.version())) {
            return kept;
        }
        try {
            return load(current.manifest().key());
        } catch (RetriableException e) {
            if (kept == null) {
                throw e;
            }
            return kept;
        }
    }

    /** A given version. */
    public LoadedModel load(ObjectKey manifest) {
        var version = models.manifest(manifest);
        return new LoadedModel(
                version.model(),
                version.version(),
                version.dataset(),
                models.question(version),
                models.part(version, "schema", Schema.class),
                models.part(version, "weights", ModelBundle.class));
    }
}
