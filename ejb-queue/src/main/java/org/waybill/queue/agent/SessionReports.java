package org.waybill.queue.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.waybill.queue.agent.NextHops.Grounds;
import org.waybill.queue.agent.client.Opening;
import org.waybill.queue.agent.client.RelaySession;
import org.waybill.queue.core.mx.HostVerdict;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.mx.TlsPolicy;
import org.waybill.queue.core.mx.TlsResult;
import org.waybill.queue.core.relay.Hop;

/** Tells how TLS went with the hosts of a domain (RFC 8460 §4.3), once for each session that was tried. */
final class SessionReports {

    private final Consumer<TlsResult> reports;

    SessionReports(Consumer<TlsResult> reports) {
        this.reports = reports;
    }

    /** There is a session. */
    void opened(Grounds grounds, Hop hop, RelaySession session) {
        Optional<TlsPolicy> policy = grounds.policy();
        if (policy.isPresent() && session.isFresh()) {
            TlsFailure failure =
                    session.plainBecause().or(() -> watched(grounds, session)).orElse(null);
            tell(new TlsResult(policy.get(), hop.host(), from(hop), to(hop), failure, ""));
        }
    }

    /** There is none; only where that is for want of TLS it is reported. */
    void refused(Grounds grounds, Hop hop, Opening.Refused refused) {
        if (grounds.policy().isPresent() && refused.trouble().isPresent()) {
            tell(new TlsResult(
                    grounds.policy().get(),
                    hop.host(),
                    from(hop),
                    to(hop),
                    refused.trouble().get(),
                    refused.line().toSender()));
        }
    }

    /** Another one was opened, or not, in the place of one that had ended. */
    void renewed(Grounds grounds, Hop hop, Opening opening) {
        if (opening instanceof Opening.Open open) {
            opened(grounds, hop, open.session());
        } else if (opening instanceof Opening.Refused refused) {
            refused(grounds, hop, refused);
        }
    }

    private void tell(TlsResult result) {
        reports.accept(result);
    }

    /** What a policy that is only being tried would have found. */
    private static Optional<TlsFailure> watched(Grounds grounds, RelaySession session) {
        Optional<HostVerdict.Watch> watch = grounds.watch();
        if (watch.isEmpty()) {
            return Optional.empty();
        }
        try {
            return watch.get().listed()
                    ? session.judgedBy(watch.get().trust())
                    : Optional.of(TlsFailure.VALIDATION_FAILURE);
        } catch (IOException unreadableAuthorities) {
            // our own trouble, which no domain is told of
            return Optional.empty();
        }
    }

    private static String from(Hop hop) {
        return hop.source().map(InetAddress::getHostAddress).orElse("");
    }

    private static String to(Hop hop) {
        return hop.address().getHostAddress();
    }
}
