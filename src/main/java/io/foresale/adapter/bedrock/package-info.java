/** Embedding models of Amazon Bedrock: Titan and Cohere. */
@NullMarked
package io.foresale.adapter.bedrock;

import org.jspecify.annotations.NullMarked;
