/** A made-up shop: a table of shoppers, their words and whether they bought, from a seed. For the first run and for tests. */
@NullMarked
package io.foresale.demo;

import org.jspecify.annotations.NullMarked;
