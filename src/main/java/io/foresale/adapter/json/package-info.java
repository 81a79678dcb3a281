/** The domain's records as JSON, by Jackson. */
@NullMarked
package io.foresale.adapter.json;

import org.jspecify.annotations.NullMarked;
