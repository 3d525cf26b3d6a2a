/**
 * What a next hop cannot take is written otherwise (RFC 6152 §3): {@link org.waybill.queue.core.convert.Conversion} asks
 * {@code Survey} what is in the way and {@code Rewriting} puts it right; both look at a mail through {@code MimeWalker}.
 */
@NullMarked
package org.waybill.queue.core.convert;

import org.jspecify.annotations.NullMarked;
