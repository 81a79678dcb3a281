/** The bucket on S3, or on what speaks like it. */
@NullMarked
package io.foresale.adapter.s3;

import org.jspecify.annotations.NullMarked;
