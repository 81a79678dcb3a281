/** How an event arrives: here, from the local directory that is the bucket. Every trigger calls the functions. */
@NullMarked
package io.foresale.trigger;

import org.jspecify.annotations.NullMarked;
