/** Logs of events: recognising the schemas shops use, the one canonical event, and features of it as of a moment. */
@NullMarked
package io.foresale.events;

import org.jspecify.annotations.NullMarked;
