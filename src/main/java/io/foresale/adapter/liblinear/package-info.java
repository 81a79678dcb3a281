/** The learner on LIBLINEAR. */
@NullMarked
package io.foresale.adapter.liblinear;

import org.jspecify.annotations.NullMarked;
