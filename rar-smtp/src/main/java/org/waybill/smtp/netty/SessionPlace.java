package org.waybill.smtp.netty;

import java.net.InetAddress;
import org.waybill.smtp.listener.ListenerSpec.Caps;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.netty.SessionCensus.Answer;

/** One session's place: in the census of the whole server and in that of its listener. For use on one event loop. */
final class SessionPlace {

    /** Connections of one proxy whose headers have not come yet. */
    private static final int MAX_UNKNOWN = 1_000;

    private final SessionCensus whole;
    private final SessionCensus listener;
    private final SessionLimits limits;
    private final Caps caps;
    private InetAddress client;

    SessionPlace(SessionCensus whole, SessionCensus listener, SessionLimits limits, Caps caps, InetAddress client) {
        this.whole = whole;
        this.listener = listener;
        this.limits = limits;
        this.caps = caps;
        this.client = client;
    }

    /** To be given back by {@link #leave} if the answer is yes. */
    Answer take() {
        return take(limits.sessionsPerSource(), caps.sessionsPerSource());
    }

    /** For a proxy's connection, whose client is yet to be told: it counts as the proxy's, which may have many of them. */
    Answer takeForUnknown() {
        return take(MAX_UNKNOWN, MAX_UNKNOWN);
    }

    private Answer take(int mostOfSource, int mostOfSourceHere) {
        Answer answer = whole.admit(client, limits.sessions(), mostOfSource);
        if (answer == Answer.ADMITTED) {
            answer = listener.admit(client, caps.sessions(), mostOfSourceHere);
            if (answer != Answer.ADMITTED) {
                whole.leave(client);
            }
        }
        return answer;
    }

    /** A proxy's session is its client's from the moment on that the client is known. */
    Answer belongsTo(InetAddress other) {
        Answer answer = whole.move(client, other, limits.sessionsPerSource());
        if (answer == Answer.ADMITTED) {
            answer = listener.move(client, other, caps.sessionsPerSource());
            if (answer == Answer.ADMITTED) {
                client = other;
            } else {
                whole.move(other, client, Integer.MAX_VALUE);
            }
        }
        return answer;
    }

    void leave() {
        whole.leave(client);
        listener.leave(client);
    }
}
