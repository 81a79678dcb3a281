/** The words of the trade as checked values: data sets, columns, manifests, runs, failures. Depends on the JDK only. */
@NullMarked
package io.foresale.domain;

import org.jspecify.annotations.NullMarked;
