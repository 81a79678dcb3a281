/** What models behind a managed endpoint have in common: limits, patience, long texts, answers that must be checked. */
@NullMarked
package io.foresale.adapter.remote;

import org.jspecify.annotations.NullMarked;
