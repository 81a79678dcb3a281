/** A learner of our own for tables whose numbers, as objects of a library, would not fit in memory. */
@NullMarked
package io.foresale.adapter.newton;

import org.jspecify.annotations.NullMarked;
