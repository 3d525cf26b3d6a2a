package org.waybill.smtp.ra;

import org.waybill.smtp.listener.SmtpListener;

/** One method call on an endpoint, with its arguments; the result is never null unless the bean is wrong. */
@FunctionalInterface
interface ListenerCall<T> {

    T on(SmtpListener listener) throws Exception;
}
