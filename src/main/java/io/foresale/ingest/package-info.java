/** Takes uploads in: recognises, checks and cleans them, and says what became of every line. */
@NullMarked
package io.foresale.ingest;

import org.jspecify.annotations.NullMarked;
