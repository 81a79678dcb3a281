/** Linear algebra on EJML. */
@NullMarked
package io.foresale.adapter.ejml;

import org.jspecify.annotations.NullMarked;
