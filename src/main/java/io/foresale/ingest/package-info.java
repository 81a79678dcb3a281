/** From an upload to clean, typed rows under the data set's schema, which is inferred from its largest upload. */
@NullMarked
package io.foresale.ingest;

import org.jspecify.annotations.NullMarked;
