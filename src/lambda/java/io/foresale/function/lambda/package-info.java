/** How AWS Lambda calls the functions: one artefact, of which a setting says which function it is. */
@NullMarked
package io.foresale.function.lambda;

import org.jspecify.annotations.NullMarked;
