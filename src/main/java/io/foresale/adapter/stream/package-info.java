/** Streams that several stores need. */
@NullMarked
package io.foresale.adapter.stream;

import org.jspecify.annotations.NullMarked;
