/** Joins the clean parts of a data set with the vectors of their texts into one feature table. Learns nothing. */
@NullMarked
package io.foresale.fuse;

import org.jspecify.annotations.NullMarked;
