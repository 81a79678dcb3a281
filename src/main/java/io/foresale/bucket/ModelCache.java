package io.foresale.bucket;

import io.foresale.domain.CurrentModel;
import io.foresale.domain.Digest;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Schema;
import io.foresale.model.ModelBundle;
import io.foresale.port.Documents;
import io.foresale.port.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

    /** A version, ready to answer. */
    public record LoadedModel(ModelName name, Digest version, Schema schema, ModelBundle bundle) {}

    /**
     * The version that answers now.
     *
     * @throws io.foresale.domain.PermanentException where there is no such model
     */
    public LoadedModel current(ModelName model) {
        var pointer = pointers.get(model);
        if (pointer == null) {
            pointer = new CachedDocument<>(Keys.current(model), CurrentModel.class, store, documents, refresh, clock);
        }
        var current = pointer.get().orElseThrow(() -> models.unknown(model));
        pointers.putIfAbsent(model, pointer); // only models that exist: names come from callers
        return loaded.compute(
                model,
                (name, kept) ->
                        kept != null && kept.version().equals(current.version()) ? kept : load(current.manifest()));
    }

    /** A given version. */
    public LoadedModel load(ObjectRef manifest) {
        var version = models.manifest(manifest);
        return new LoadedModel(
                version.model(),
                version.version(),
                models.part(version, "schema", Schema.class),
                models.part(version, "weights", ModelBundle.class));
    }

    /** The manifest of a version, by its name. */
    public ModelManifest manifest(ObjectRef manifest) {
        return models.manifest(manifest);
    }
}
