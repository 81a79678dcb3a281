/** What the OpenAPI document says beyond the resources: the functions, the keys, the failures that every route shares. */
@NullMarked
package io.foresale.api.openapi;

import org.jspecify.annotations.NullMarked;
