/** Reads what people upload: compression, formats and encodings recognised by content. */
@NullMarked
package io.foresale.adapter.upload;

import org.jspecify.annotations.NullMarked;
