package org.waybill.smtp.session;

import java.util.ArrayList;
import java.util.List;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.TlsMode;

/** What a session offers, as the lines of the EHLO reply (RFC 5321 §4.1.1.1). */
final class Capabilities {

    private final ListenerSpec spec;

    Capabilities(ListenerSpec spec) {
        this.spec = spec;
    }

    List<String> lines(Peer peer) {
        List<String> lines = new ArrayList<>();
        lines.add("PIPELINING");
        lines.add("8BITMIME");
        lines.add("SIZE " + spec.maxMessageSize());
        lines.add("ENHANCEDSTATUSCODES");
        if (offersStartTls(peer)) {
            lines.add("STARTTLS");
        }
        lines.add("HELP");
        return lines;
    }

    /** Not a second time inside TLS (RFC 3207 §4.2). */
    boolean offersStartTls(Peer peer) {
        return !peer.secured()
                && (spec.tls().mode() == TlsMode.OFFERED || spec.tls().mode() == TlsMode.REQUIRED);
    }

    /** Whether mail has to wait for STARTTLS. */
    boolean demandsTls(Peer peer) {
        return !peer.secured() && spec.tls().mode() == TlsMode.REQUIRED;
    }
}
