/** The bucket as a local directory. */
@NullMarked
package io.foresale.adapter.directory;

import org.jspecify.annotations.NullMarked;
