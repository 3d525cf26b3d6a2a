/**
 * Tracing, as administrators reach it. In reading order: {@link org.waybill.queue.trace.Traces} goes the way,
 * {@link org.waybill.queue.trace.TracePlaces} bounds how many do so at a time, {@link org.waybill.queue.trace.AskedMail}
 * reads what they ask about.
 */
@NullMarked
package org.waybill.queue.trace;

import org.jspecify.annotations.NullMarked;
