/** The composition root: which adapter stands behind which port, and what runs from the start. */
@NullMarked
package io.foresale.wiring;

import org.jspecify.annotations.NullMarked;
