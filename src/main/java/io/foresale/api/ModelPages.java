package io.foresale.api;

import io.foresale.bucket.Keys;
import io.foresale.bucket.Manifests;
import io.foresale.bucket.Models;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.Provenance;
import io.foresale.domain.ScoresManifest;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.ObjectInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Map;

/** Puts together what the bucket says of models and their scores. */
@ApplicationScoped
public class ModelPages {

    private final ObjectStore store;
    private final Manifests manifests;
    private final Models models;

    public ModelPages(ObjectStore store, Manifests manifests, Models models) {
        this.store = store;
        this.manifests = manifests;
        this.models = models;
    }

    ModelList all() {
        return new ModelList(models.names().stream()
                .flatMap(name -> models.current(name).stream()
                        .map(current -> new ModelList.Entry(name, current.version(), current.since())))
                .toList());
    }

    ModelPage page(ModelName name) {
        var current = models.current(name).orElseThrow(() -> models.unknown(name));
        var manifest = models.manifest(current.manifest().key());
        return new ModelPage(
                name,
                current.version(),
                current.since(),
                current.previous(),
                manifest.decision(),
                metrics(manifest),
                models.part(manifest, "provenance", Provenance.class));
    }

    /** As the model has them: which there are depends on how it was evaluated. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> metrics(ModelManifest manifest) {
        return models.part(manifest, "metrics", Map.class);
    }

    ScoresList scores(ModelName name, int most) {
        try (var objects = store.list("scores/" + name + "/")) {
            return new ScoresList(objects.filter(info -> info.key().fileName().equals(Keys.MANIFEST))
                    .sorted(Comparator.comparing(ObjectInfo::lastModified).reversed())
                    .limit(most)
                    .map(info -> new ScoresList.Entry(
                            info.key().segment(2),
                            info.lastModified(),
                            manifests.require(info.key(), ScoresManifest.class)))
                    .toList());
        }
    }
}
