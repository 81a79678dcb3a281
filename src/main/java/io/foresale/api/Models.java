package io.foresale.api;

import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Provenance;
import io.foresale.domain.ScoresManifest;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.ObjectInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what the bucket says of models and their scores. */
@ApplicationScoped
public class Models {

    private final ObjectStore store;
    private final Manifests manifests;

    public Models(ObjectStore store, Manifests manifests) {
        this.store = store;
        this.manifests = manifests;
    }

    ModelList all() {
        return new ModelList(keys("models/").stream()
                .map(ObjectInfo::key)
                .map(key -> key.segment(1))
                .distinct()
                .flatMap(name -> entry(new ModelName(name)).stream())
                .toList());
    }

    private Optional<ModelList.Entry> entry(ModelName name) {
        return manifests
                .find(Keys.current(name), CurrentModel.class)
                .map(current -> new ModelList.Entry(
                        name, current.value().version(), current.value().since()));
    }

    ModelPage page(ModelName name) {
        var current = manifests
                .find(Keys.current(name), CurrentModel.class)
                .orElseThrow(() -> PermanentException.notFound(
                        "model " + name,
                        "a published version",
                        "none",
                        "upload examples to /datasets/" + name + "/uploads/{file}, or see /datasets/" + name
                                + " for what keeps it from being trained"))
                .value();
        var manifest = manifests.require(current.manifest().key(), ModelManifest.class);
        return new ModelPage(
                name,
                current.version(),
                current.since(),
                current.previous(),
                manifest.decision(),
                metrics(manifest.object("metrics").key()),
                manifests.require(manifest.object("provenance").key(), Provenance.class));
    }

    /** As the model has them: which there are depends on how it was evaluated. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> metrics(ObjectKey key) {
        return manifests.require(key, Map.class);
    }

    ScoresList scores(ModelName name, int most) {
        var prefix = "scores/" + name + "/";
        return new ScoresList(keys(prefix).stream()
                .filter(info -> info.key().fileName().equals(Keys.MANIFEST))
                .sorted(Comparator.comparing(ObjectInfo::lastModified).reversed())
                .limit(most)
                .map(info -> new ScoresList.Entry(
                        info.key().segment(2),
                        info.lastModified(),
                        manifests.require(info.key(), ScoresManifest.class)))
                .toList());
    }

    private List<ObjectInfo> keys(String prefix) {
        try (var objects = store.list(prefix)) {
            return objects.toList();
        }
    }
}
