package org.waybill.smtp.netty;

import java.net.InetAddress;
import java.time.Clock;
import java.util.Optional;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.session.SecuredChannel;
import org.waybill.smtp.session.SessionServices;
import org.waybill.smtp.session.SmtpSession;

/** All that a new session follows; a session keeps the one it began with. */
record SessionSetup(
        ListenerSpec spec,
        SessionLimits limits,
        Optional<TlsContexts> tls,
        SpoolSpace spool,
        SessionServices services,
        MailHandler handler,
        ServerLoad load,
        Clock clock) {

    /** A client that has just connected. */
    Peer peer(InetAddress client, InetAddress here) {
        return Peer.connected(client, here, spec.tag(), spec.name());
    }

    SmtpSession session(Peer peer, SecuredChannel channel) {
        return new SmtpSession(spec, limits, peer, channel, services);
    }
}
