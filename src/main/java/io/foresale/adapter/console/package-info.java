/** What a person at a terminal sees: the progress of running stages, their ends, and tables. */
@NullMarked
package io.foresale.adapter.console;

import org.jspecify.annotations.NullMarked;
