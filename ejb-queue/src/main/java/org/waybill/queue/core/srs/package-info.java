/** Forwarded mail leaves with a sender of ours, which leads back: {@link org.waybill.queue.core.srs.SenderRewriting}. */
@NullMarked
package org.waybill.queue.core.srs;

import org.jspecify.annotations.NullMarked;
