package io.foresale.fuse;

import io.foresale.domain.CleanManifest;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.VectorsManifest;

/**
 * One upload on its way: cleaned and embedded.
 *
 * @param ref of the vectors' manifest
 */
record Part(CleanManifest clean, VectorsManifest vectors, ObjectRef ref) {}
