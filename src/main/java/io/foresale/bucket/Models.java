package io.foresale.bucket;

import io.foresale.domain.CurrentModel;
import io.foresale.domain.EventTable;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Question;
import io.foresale.port.ObjectStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Which versions of models there are and which of them answers. */
public final class Models {

    private final ObjectStore store;
    private final Manifests manifests;
    private final InstantSource clock;

    public Models(ObjectStore store, Manifests manifests, InstantSource clock) {
        this.store = store;
        this.manifests = manifests;
        this.clock = clock;
    }

    /** The version that answers; empty before the first was published. */
    public Optional<CurrentModel> current(ModelName model) {
        return manifests.find(Keys.current(model), CurrentModel.class).map(Manifests.Stored::value);
    }

    public ModelManifest manifest(ObjectKey manifest) {
        return manifests.require(manifest, ModelManifest.class);
    }

    /** Reads a part of a version. */
    public <T> T part(ModelManifest version, String name, Class<T> type) {
        return manifests.require(version.object(name).key(), type);
    }

    /** The question of a log that a version answers, as the table says that it was trained on; empty for other tables. */
    public Optional<Question> question(ModelManifest version) {
        return manifests
                .find(version.features().key(), FeaturesManifest.class)
                .flatMap(table -> table.value().events())
                .map(EventTable::question);
    }

    /**
     * Lets a version take over that was published to. Does nothing where it did before, or where another than the one it
     * was compared with answers by now: then a later training compared itself with that.
     */
    public void promote(ModelManifest version, ObjectRef manifest) {
        if (!version.promoted()) {
            return;
        }
        manifests.update(Keys.current(version.model()), CurrentModel.class, present -> {
            var answers = present.map(CurrentModel::version);
            return answers.equals(version.replaces())
                    ? Optional.of(new CurrentModel(version.version(), manifest, clock.instant(), answers))
                    : present;
        });
    }

    /** Lets a version that took over before answer again, since the data it was made of is in force again. */
    public void restore(ModelManifest version, ObjectRef manifest) {
        manifests.update(Keys.current(version.model()), CurrentModel.class, present -> {
            var answers = present.map(CurrentModel::version);
            return answers.equals(Optional.of(version.version()))
                    ? present
                    : Optional.of(new CurrentModel(version.version(), manifest, clock.instant(), answers));
        });
    }

    /** The names of all models that answer. */
    public List<ModelName> names() {
        try (var objects = store.list("models/")) {
            var names = new TreeSet<String>();
            objects.filter(o -> o.key().fileName().equals("current.json"))
                    .map(o -> o.key().segment(1))
                    .forEach(names::add);
            return names.stream().map(ModelName::new).toList();
        }
    }

    /** The refusal that a model does not exist yet. */
    public PermanentException unknown(ModelName model) {
        var known = names();
        var dataset = model.question()
                .map(question -> model.value()
                        .substring(0, model.value().length() - question.word().length() - 1))
                .orElse(model.value());
        return PermanentException.notFound(
                "model '" + model + "'",
                known.isEmpty() ? "a trained model" : "one of " + known,
                "none of that name",
                "upload labelled data to raw/" + dataset + "/ and look at /datasets/" + dataset + "/runs");
    }
}
