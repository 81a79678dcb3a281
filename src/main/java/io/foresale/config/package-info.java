/** Settings as typed interfaces, with units, defaults and trade-offs; nothing else. */
@NullMarked
package io.foresale.config;

import org.jspecify.annotations.NullMarked;
