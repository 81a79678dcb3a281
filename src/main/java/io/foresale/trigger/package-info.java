/**
 * How an event arrives: from the bucket, a directory that is looked through or S3 that is listed, or in what a store sends.
 * Every trigger calls the functions.
 */
@NullMarked
package io.foresale.trigger;

import org.jspecify.annotations.NullMarked;
