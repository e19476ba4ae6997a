/// Bytes at the keys of a bucket, at AWS or at whoever speaks its protocol.
@NullMarked
package io.slipway.storage.s3;

import org.jspecify.annotations.NullMarked;
