/** Personal data in texts: recognised by rule and check digit, and replaced by what kind it was. */
@NullMarked
package io.foresale.domain.personal;

import org.jspecify.annotations.NullMarked;
