package org.waybill.smtp.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;
import org.waybill.smtp.session.SessionState.Closed;
import org.waybill.smtp.session.SessionState.Connected;

/** Asks the application at the steps that it wants to hear of, and then goes on, or not. */
final class Steps {

    private final SessionContext context;
    private @Nullable Pending pending;
    private boolean junkSession;
    private boolean junkMail;

    Steps(SessionContext context) {
        this.context = context;
    }

    /**
     * What waits for an answer.
     *
     * @param next goes on with an argument, which need not be the client's
     * @param refused gives a refusal
     */
    private record Pending(
            StepRequest request, Function<String, List<Effect>> next, Function<SmtpReply, List<Effect>> refused) {}

    /** Goes on at once where nobody wants to be asked. */
    List<Effect> ask(
            StepRequest request, Function<String, List<Effect>> next, Function<SmtpReply, List<Effect>> refused) {
        junkMail &= request.step() != Step.MAIL;
        if (!context.spec.steps().contains(request.step())) {
            return next.apply(request.argument());
        }
        pending = new Pending(request, next, refused);
        return List.of(new Effect.AskStep(request));
    }

    List<Effect> answered(StepVerdict verdict) {
        Pending asked = pending;
        if (asked == null || context.state instanceof Closed) {
            return List.of();
        }
        StepRequest request = asked.request();
        if (verdict instanceof StepVerdict.Named named && awaitsName(request)) {
            return List.of(new Effect.AwaitName(named));
        }
        pending = null;
        if (verdict instanceof StepVerdict.Rewritten rewritten) {
            if (rewritten.junk()) {
                junk(request.step());
            }
            return asked.next().apply(rewritten.argument());
        } else if (verdict instanceof StepVerdict.Refused refused) {
            return refused.reply().code() == SmtpReply.CLOSING
                    ? disconnect(refused.reply())
                    : asked.refused().apply(refused.reply());
        } else if (verdict instanceof StepVerdict.Disconnected disconnected) {
            return disconnect(disconnected.reply());
        }
        return asked.next().apply(request.argument());
    }

    /** A name is awaited once. */
    private static boolean awaitsName(StepRequest request) {
        return request.step() == Step.CONNECT && request.peer().reverse().status() == ReverseName.Status.UNKNOWN;
    }

    private void junk(Step step) {
        switch (step) {
            case CONNECT, HELO, EHLO -> junkSession = true;
            case MAIL, RCPT, DATA -> junkMail = true;
            case COMMIT -> {
                // the header has been written
            }
        }
    }

    private List<Effect> disconnect(SmtpReply reply) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.DropBody());
        effects.addAll(context.end(reply));
        return effects;
    }

    /** No answer could be had. */
    List<Effect> undecided() {
        boolean connecting = pending != null && pending.request().step() == Step.CONNECT;
        return answered(new StepVerdict.Refused(connecting ? SmtpReply.NOT_AVAILABLE : SmtpReply.temporaryFailure()));
    }

    /** The client's name, which the step under way has waited for. */
    List<Effect> named(ReverseName name) {
        Pending asked = pending;
        if (asked == null || !(context.state instanceof Connected connected)) {
            return List.of();
        }
        // whoever still does not know would be asked for ever
        boolean unknown = name.status() == ReverseName.Status.UNKNOWN;
        Peer known = connected.peer().withReverse(unknown ? ReverseName.TEMPORARY : name);
        context.state = new Connected(known);
        StepRequest again = asked.request().withPeer(known);
        pending = new Pending(again, asked.next(), asked.refused());
        return List.of(new Effect.AskStep(again));
    }

    /** Whether the mail under way is taken for junk. */
    boolean junk() {
        return junkSession || junkMail;
    }

    /** Another client begins. */
    void forget() {
        junkSession = false;
    }
}
