/**
 * Secrets at rest: {@link org.waybill.queue.secrets.KeyFile} keeps the key,
 * {@link org.waybill.queue.secrets.SealedText} seals and opens with it.
 */
@NullMarked
package org.waybill.queue.secrets;

import org.jspecify.annotations.NullMarked;
