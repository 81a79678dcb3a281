/** The settings, each with its unit and default. */
@NullMarked
package io.foresale.config;

import org.jspecify.annotations.NullMarked;
