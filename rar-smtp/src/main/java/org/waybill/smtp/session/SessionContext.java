package org.waybill.smtp.session;

import java.time.Duration;
import java.util.List;
import org.waybill.smtp.Network;
import org.waybill.smtp.Peer;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;

/** What the commands of one session share: where it stands, what it offers, and how replies are given. */
final class SessionContext {

    final ListenerSpec spec;
    final SessionLimits limits;
    final SessionServices services;
    final Capabilities capabilities;
    final ErrorBudget budget;
    final Steps steps;
    SessionState state;
    SecuredChannel channel;
    /** What we are called in this session. */
    String hostname;

    SessionContext(
            ListenerSpec spec, SessionLimits limits, Peer peer, SecuredChannel channel, SessionServices services) {
        this.spec = spec;
        this.limits = limits;
        this.services = services;
        this.capabilities = new Capabilities(
                spec, limits, Network.anyContains(spec.trusted().xclient(), peer.address()));
        this.budget = new ErrorBudget(limits);
        this.steps = new Steps(this);
        this.hostname = spec.hostname();
        this.state = new SessionState.Connected(peer.withTls(channel.description()));
        this.channel = channel;
    }

    boolean lmtp() {
        return spec.protocol() == ListenerSpec.Protocol.LMTP;
    }

    static List<Effect> send(SmtpReply reply) {
        return List.of(new Effect.Send(reply));
    }

    /** Sends a reply that may be a permanent refusal; these slow a client down, and too many of them end the session. */
    List<Effect> reply(SmtpReply reply) {
        if (reply.isPermanent()) {
            budget.error();
        }
        return reply.isPositive() ? send(reply) : slowly(reply);
    }

    /** Sends the reply to a command that leads to no mail. */
    List<Effect> junk(SmtpReply reply) {
        budget.junk();
        return slowly(reply);
    }

    private List<Effect> slowly(SmtpReply reply) {
        if (budget.spent()) {
            return end(SmtpReply.TOO_MANY_ERRORS);
        }
        Duration delay = budget.delay();
        return delay.isZero() ? send(reply) : List.of(new Effect.Pause(delay), new Effect.Send(reply));
    }

    List<Effect> end(SmtpReply last) {
        if (state instanceof SessionState.Closed) {
            return List.of();
        }
        state = state.closed();
        return List.of(new Effect.Send(last), new Effect.Close());
    }
}
