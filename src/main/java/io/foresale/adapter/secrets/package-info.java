/** Keys that are kept elsewhere than in the settings: in AWS Secrets Manager. */
@NullMarked
package io.foresale.adapter.secrets;

import org.jspecify.annotations.NullMarked;
