package org.waybill.smtp.netty;

import org.waybill.smtp.listener.ListenerPlan;

/** How the server is doing right now. It concerns every session, whatever plan that began under. On any thread. */
final class ServerLoad {

    /** Of the places: from then on the server has less patience. */
    private static final int CROWDED_PERCENT = 80;

    private final SessionCensus census = new SessionCensus();
    private volatile boolean accepting = true;
    private volatile int places = Integer.MAX_VALUE;

    void follow(ListenerPlan plan) {
        accepting = plan.accepting();
        places = plan.limits().sessions();
    }

    /** The sessions of all listeners. */
    SessionCensus census() {
        return census;
    }

    /** Whether the application takes mail. */
    boolean accepting() {
        return accepting;
    }

    /** Whether most places are taken. */
    boolean crowded() {
        return census.open() * 100L > places * (long) CROWDED_PERCENT;
    }
}
