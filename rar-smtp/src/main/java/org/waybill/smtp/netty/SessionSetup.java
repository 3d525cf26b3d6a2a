package org.waybill.smtp.netty;

import java.time.Clock;
import java.util.Optional;
import org.waybill.smtp.MessageIds;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.session.SmtpSession;

/** All that a new session follows; a session keeps the one it began with. */
record SessionSetup(
        ListenerSpec spec,
        SessionLimits limits,
        Optional<TlsContexts> tls,
        SpoolSpace spool,
        MessageIds ids,
        MailHandler handler,
        Clock clock) {

    SmtpSession session(Peer peer) {
        return new SmtpSession(spec, limits, peer, ids::next, spool::full);
    }
}
