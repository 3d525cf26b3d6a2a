package org.waybill.smtp.netty;

import org.waybill.smtp.listener.ListenerPlan;

/** How the server is doing right now. It concerns every session, whatever plan that began under. On any thread. */
final class ServerLoad {

    private final SessionCensus census = new SessionCensus();
    private volatile boolean accepting = true;

    void follow(ListenerPlan plan) {
        accepting = plan.accepting();
    }

    /** The sessions of all listeners. */
    SessionCensus census() {
        return census;
    }

    /** Whether the application takes mail. */
    boolean accepting() {
        return accepting;
    }
}
