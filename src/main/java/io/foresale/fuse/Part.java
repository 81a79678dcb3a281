package io.foresale.fuse;

import io.foresale.domain.CleanManifest;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.VectorsManifest;
import java.util.List;

/**
 * One upload on its way: cleaned and embedded.
 *
 * @param ref of the vectors' manifest
 */
record Part(CleanManifest clean, VectorsManifest vectors, ObjectRef ref) {

    /** The objects with the vectors of these parts, each once. */
    static List<ObjectRef> vectors(List<Part> parts) {
        return parts.stream()
                .flatMap(part -> part.vectors().vectors().stream())
                .distinct()
                .toList();
    }

    /** The objects with the intents in these parts' texts, each once. */
    static List<ObjectRef> intents(List<Part> parts) {
        return parts.stream()
                .flatMap(part -> part.vectors().intents().stream())
                .flatMap(intents -> intents.objects().stream())
                .distinct()
                .toList();
    }
}
