/**
 * From an accepted recipient to final recipients, before the reply to RCPT TO; nothing is expanded later.
 *
 * <p>In reading order: {@link org.waybill.queue.core.expand.Expansion},
 * {@link org.waybill.queue.core.expand.ExpansionPolicy}, {@link org.waybill.queue.core.expand.ExpansionResult},
 * {@link org.waybill.queue.core.expand.Destination}.
 */
@NullMarked
package org.waybill.queue.core.expand;

import org.jspecify.annotations.NullMarked;
