/** Fitted transforms and models: from the columns of an example to a probability. Pure; fitting happens in {@code train}. */
@NullMarked
package io.foresale.model;

import org.jspecify.annotations.NullMarked;
