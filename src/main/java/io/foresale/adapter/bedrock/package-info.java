/** Models of Amazon Bedrock: Titan and Cohere for vectors, those that know tool use for judgements. */
@NullMarked
package io.foresale.adapter.bedrock;

import org.jspecify.annotations.NullMarked;
