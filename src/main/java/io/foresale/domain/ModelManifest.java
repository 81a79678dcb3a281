package io.foresale.domain;

import java.util.Map;
import java.util.Optional;

/**
 * One published version of a model.
 *
 * @param features the feature table it was trained on
 * @param objects its parts by name: weights, schema, metrics, provenance, heldout
 * @param promoted whether it took over from the version that answered before
 * @param replaces the version that answered when this one was trained
 * @param decision why it took over or did not, with the numbers
 */
public record ModelManifest(
        ModelName model,
        Digest version,
        DatasetName dataset,
        ObjectRef features,
        Map<String, ObjectRef> objects,
        boolean promoted,
        Optional<Digest> replaces,
        String decision) {

    /** Where a part of the version lies. */
    public ObjectRef object(String name) {
        return Optional.ofNullable(objects.get(name))
                .orElseThrow(() -> PermanentException.notFound(
                        "model " + model + " version " + version,
                        "the part " + name,
                        "only " + objects.keySet(),
                        "train it again"));
    }
}
