package org.waybill.smtp.netty;

import java.net.InetAddress;
import org.waybill.smtp.listener.ListenerSpec.Caps;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.netty.SessionCensus.Answer;

/** One session's place: in the census of the whole server and in that of its listener. For use on one event loop. */
final class SessionPlace {

    private final SessionCensus whole;
    private final SessionCensus listener;
    private final SessionLimits limits;
    private final Caps caps;
    private final InetAddress client;

    SessionPlace(SessionCensus whole, SessionCensus listener, SessionLimits limits, Caps caps, InetAddress client) {
        this.whole = whole;
        this.listener = listener;
        this.limits = limits;
        this.caps = caps;
        this.client = client;
    }

    /** To be given back by {@link #leave} if the answer is yes. */
    Answer take() {
        Answer answer = whole.admit(client, limits.sessions(), limits.sessionsPerSource());
        if (answer == Answer.ADMITTED) {
            answer = listener.admit(client, caps.sessions(), caps.sessionsPerSource());
            if (answer != Answer.ADMITTED) {
                whole.leave(client);
            }
        }
        return answer;
    }

    void leave() {
        whole.leave(client);
        listener.leave(client);
    }
}
