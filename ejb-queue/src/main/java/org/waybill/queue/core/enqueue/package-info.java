/**
 * Mail from inside of this server, before it is in the queue: a {@link org.waybill.queue.core.enqueue.LocalMail}, the
 * {@link org.waybill.queue.core.enqueue.LocalHeader} that is put before it, and the
 * {@link org.waybill.queue.core.enqueue.LocalVerdict} about it.
 */
@NullMarked
package org.waybill.queue.core.enqueue;

import org.jspecify.annotations.NullMarked;
