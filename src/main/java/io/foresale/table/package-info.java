/** Tables as people upload them: which format, which columns mean what, and how a cell becomes a clean value. */
@NullMarked
package io.foresale.table;

import org.jspecify.annotations.NullMarked;
