/** From a feature table to a published model: cross-validation, fitting, comparison with the model that answers now. */
@NullMarked
package io.foresale.train;

import org.jspecify.annotations.NullMarked;
