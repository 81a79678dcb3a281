package io.foresale.bucket;

import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetName;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectRef;
import io.foresale.port.ObjectStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What the bucket says of data sets. */
public final class Datasets {

    private final ObjectStore store;
    private final Manifests manifests;

    public Datasets(ObjectStore store, Manifests manifests) {
        this.store = store;
        this.manifests = manifests;
    }

    /** The owner's decisions; none where there is no configuration. */
    public DatasetConfig config(DatasetName dataset) {
        return manifests
                .find(Keys.config(dataset), DatasetConfig.class)
                .map(Manifests.Stored::value)
                .orElseGet(DatasetConfig::none);
    }

    /** The schema in force; empty before the first upload that could be read. */
    public Optional<InferredSchema> inferred(DatasetName dataset) {
        return manifests.find(Keys.inferred(dataset), InferredSchema.class).map(Manifests.Stored::value);
    }

    /** The uploads there are now, in the order of their keys. */
    public List<ObjectStore.ObjectInfo> uploads(DatasetName dataset) {
        try (var objects = store.list(Keys.uploads(dataset))) {
            return objects.toList();
        }
    }

    public List<ObjectRef> uploadRefs(DatasetName dataset) {
        return uploads(dataset).stream().map(ObjectStore.ObjectInfo::ref).toList();
    }

    /** The versions that answer for a data set, by model. */
    public Map<ModelName, CurrentModel> models(DatasetName dataset) {
        var models = new LinkedHashMap<ModelName, CurrentModel>();
        for (var name : ModelName.of(dataset)) {
            manifests
                    .find(Keys.current(name), CurrentModel.class)
                    .map(Manifests.Stored::value)
                    .filter(current -> name.question().isEmpty() || isOf(dataset, current))
                    .ifPresent(current -> models.put(name, current));
        }
        return models;
    }

    /** A table "shop-who" and the log "shop" may both have a model "shop-who". */
    private boolean isOf(DatasetName dataset, CurrentModel current) {
        return manifests
                .require(current.manifest().key(), ModelManifest.class)
                .dataset()
                .equals(dataset);
    }

    /** The names of all data sets that anything was uploaded for; what lies in no data set's folder is passed by. */
    public List<DatasetName> names() {
        try (var objects = store.list("raw/")) {
            var names = new TreeSet<String>();
            objects.filter(o -> !o.key().segment(2).isEmpty())
                    .map(o -> o.key().segment(1))
                    .forEach(names::add);
            return names.stream()
                    .flatMap(name -> DatasetName.parse(name).stream())
                    .toList();
        }
    }
}
