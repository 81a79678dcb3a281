/** What the clients of all services of AWS have in common. */
@NullMarked
package io.foresale.adapter.aws;

import org.jspecify.annotations.NullMarked;
