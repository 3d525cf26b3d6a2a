/**
 * From an accepted recipient to final recipients, before the reply to RCPT TO.
 */
@NullMarked
package org.waybill.queue.core.expand;

import org.jspecify.annotations.NullMarked;
