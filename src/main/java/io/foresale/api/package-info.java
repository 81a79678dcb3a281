/** What frontends and operators call over HTTP: data sets, uploads, models, scores. */
@NullMarked
package io.foresale.api;

import org.jspecify.annotations.NullMarked;
