/** The rules of the bucket: which key holds what, manifests that are written once, records of runs, staging to local disk. */
@NullMarked
package io.foresale.bucket;

import org.jspecify.annotations.NullMarked;
