/** Answers with the current model: one shopper or a thousand at once, or everyone from files. */
@NullMarked
package io.foresale.score;

import org.jspecify.annotations.NullMarked;
