package org.waybill.queue.core.config;

import org.waybill.queue.core.filter.FilterChain;

/**
 * {@code listen on socket}: how mail from inside of this server is taken.
 *
 * @param tag its tag, empty without one
 * @param maskSource whether Received says nothing of where it came from
 * @param dsn whether its senders may ask for reports
 * @param filters whether it may go on
 */
public record SocketPolicy(String tag, boolean maskSource, boolean dsn, FilterChain filters) {

    /** What counts where the text says nothing. */
    public static final SocketPolicy USUAL = new SocketPolicy("", false, true, FilterChain.NONE);
}
