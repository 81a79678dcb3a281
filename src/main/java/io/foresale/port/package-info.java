/** What the stages need of the world outside, in the words of the trade. Adapters implement it; library types stop there. */
@NullMarked
package io.foresale.port;

import org.jspecify.annotations.NullMarked;
