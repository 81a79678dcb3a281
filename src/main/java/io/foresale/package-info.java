/** Foresale: who is going to buy, what, and why. */
@NullMarked
package io.foresale;

import org.jspecify.annotations.NullMarked;
