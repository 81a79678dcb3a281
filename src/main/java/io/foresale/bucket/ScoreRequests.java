package io.foresale.bucket;

import io.foresale.domain.DatasetName;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.RunRecord;
import io.foresale.domain.RunRecord.State;
import io.foresale.domain.ScoresManifest;
import io.foresale.port.ObjectStore;
import io.foresale.port.ObjectStore.ObjectInfo;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of shoppers to score that came before their model. */
public final class ScoreRequests {

    /** A run is recorded before it looks for the model, so whoever published the model since finds the record. */
    private static final Set<State> WITHOUT_MODEL = EnumSet.of(State.RUNNING, State.SKIPPED);

    private final ObjectStore store;
    private final Manifests manifests;
    private final Runs runs;

    public ScoreRequests(ObjectStore store, Manifests manifests, Runs runs) {
        this.store = store;
        this.manifests = manifests;
        this.runs = runs;
    }

    /**
     * The files whose run found no model and that have no scores, in the order of their keys. One that no run has met is not
     * among them: it may still be on its way into the bucket, and its own event follows.
     */
    public List<ObjectRef> waiting(ModelName model) {
        var unscored = list(Keys.scoreRequests(model)).stream()
                .map(ObjectInfo::ref)
                .filter(request -> !scored(model, request))
                .toList();
        if (unscored.isEmpty()) {
            return unscored;
        }
        var met = runs.of(new DatasetName(model.value()), "score-batch").stream()
                .filter(run -> WITHOUT_MODEL.contains(run.state()))
                .map(RunRecord::inputs)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        return unscored.stream().filter(met::contains).toList();
    }

    private boolean scored(ModelName model, ObjectRef request) {
        return list(Keys.scores(model, request.key().fileName())).stream()
                .map(ObjectInfo::key)
                .filter(key -> key.fileName().equals(Keys.MANIFEST))
                .anyMatch(key ->
                        manifests.require(key, ScoresManifest.class).source().equals(request));
    }

    private List<ObjectInfo> list(String prefix) {
        try (var objects = store.list(prefix)) {
            return objects.toList();
        }
    }
}
