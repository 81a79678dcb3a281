/** Models of OpenAI, and of every server that answers as it does. */
@NullMarked
package io.foresale.adapter.openai;

import org.jspecify.annotations.NullMarked;
