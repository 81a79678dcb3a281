/** What every request goes through before its route: checked paths, limited bodies. */
@NullMarked
package io.foresale.api.request;

import org.jspecify.annotations.NullMarked;
