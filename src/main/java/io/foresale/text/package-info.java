/** Single values and texts: normalising, parsing, telling scripts apart. Pure. */
@NullMarked
package io.foresale.text;

import org.jspecify.annotations.NullMarked;
