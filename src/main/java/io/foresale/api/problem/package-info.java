/** Failures as problem documents (RFC 9457), whichever route they come from. */
@NullMarked
package io.foresale.api.problem;

import org.jspecify.annotations.NullMarked;
