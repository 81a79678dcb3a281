/** One class a function: an event in, one step, an answer out. */
@NullMarked
package io.foresale.function;

import org.jspecify.annotations.NullMarked;
