/** Has models answer to the distinct texts of a clean part, with vectors and intents, each text once for a data set and model. */
@NullMarked
package io.foresale.embed;

import org.jspecify.annotations.NullMarked;
