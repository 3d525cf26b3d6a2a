/**
 * What is edited in the header of a mail before it is kept. The header is text here, an octet a character; what needs no
 * edit stays as it is, octet for octet, since somebody may have signed it.
 *
 * <p>In reading order: {@link org.waybill.queue.core.submit.HeaderEdit}, {@link org.waybill.queue.core.submit.HeaderCompletion}
 * and {@link org.waybill.queue.core.submit.FromFields}, with {@code HeaderField} and {@code Mailboxes};
 * {@link org.waybill.queue.core.submit.OtherHeader}.
 */
@NullMarked
package org.waybill.queue.core.submit;

import org.jspecify.annotations.NullMarked;
