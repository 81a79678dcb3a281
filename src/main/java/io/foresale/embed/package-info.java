/** Turns the distinct texts of a clean part into vectors, each text once for a data set and model. */
@NullMarked
package io.foresale.embed;

import org.jspecify.annotations.NullMarked;
