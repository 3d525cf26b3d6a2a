/**
 * Where mail from inside of this server comes in. In reading order: {@link org.waybill.queue.local.LocalIntake} makes a mail
 * of a form and a text ({@link org.waybill.queue.local.LocalContent}, {@code HeaderAddresses}); both come through the
 * {@link org.waybill.queue.local.LocalSocket}, whose answers are {@link org.waybill.queue.local.LocalReplies}, or lay among
 * the {@link org.waybill.queue.local.OfflineMails}.
 */
@NullMarked
package org.waybill.queue.local;

import org.jspecify.annotations.NullMarked;
