/** What runs did, as numbers for Prometheus. */
@NullMarked
package io.foresale.adapter.metrics;

import org.jspecify.annotations.NullMarked;
