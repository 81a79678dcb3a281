/** Who may do what over HTTP: keys with roles, or callers on the same machine while there is no key. */
@NullMarked
package io.foresale.api.access;

import org.jspecify.annotations.NullMarked;
