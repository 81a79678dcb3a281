/** How good predictions are: measures, intervals, folds. Pure. */
@NullMarked
package io.foresale.evaluate;

import org.jspecify.annotations.NullMarked;
