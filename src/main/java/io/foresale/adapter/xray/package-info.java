/** What AWS X-Ray knows a call by. */
@NullMarked
package io.foresale.adapter.xray;

import org.jspecify.annotations.NullMarked;
