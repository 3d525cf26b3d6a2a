package org.waybill.queue.agent.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.waybill.queue.agent.client.SmtpFailure.Phase;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.envelope.Envelope;

/** A transaction that is taken back before it has a content: MAIL, RCPT, RSET, QUIT. */
final class Probe {

    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Conversation conversation;
    private final Wire wire;
    private final RelayTimeouts timeouts;
    private final Witness witness;
    private final String target;
    private String doing = "";

    /** @param conversation that nobody has used, and that ends here */
    Probe(Conversation conversation, RelayTimeouts timeouts, Witness witness) {
        this.conversation = conversation;
        this.wire = conversation.wire();
        this.timeouts = timeouts;
        this.witness = witness;
        this.target = conversation.hop() + " (" + conversation.security().text() + ")";
    }

    /**
     * What the mail would come to.
     *
     * @param job of one recipient
     */
    Outcome of(DeliveryJob job) {
        try {
            SendableMail mail = SendableMail.of(
                    job,
                    BodyScan.of(job.body()),
                    conversation.extensions(),
                    conversation.hop().host());
            Optional<Outcome> unsendable = mail.refused().values().stream().findFirst();
            unsendable.ifPresent(outcome -> witness.saw("MAIL", false, outcome::reply));
            return unsendable.isPresent() ? unsendable.get() : ask(mail);
        } catch (IOException e) {
            conversation.breaks();
            String reply = SmtpFailure.connectionLost(SmtpFailure.reason(e));
            witness.saw(doing, false, () -> reply);
            return new Outcome.Deferred(target, reply);
        } finally {
            leave();
        }
    }

    private Outcome ask(SendableMail mail) throws IOException {
        Outcome outcome = ask(Phase.MAIL, mail.mail());
        for (Envelope recipient : mail.recipients()) {
            if (outcome instanceof Outcome.Delivered) {
                outcome = ask(Phase.RCPT, mail.commands().rcpt(recipient));
            }
        }
        return outcome;
    }

    private Outcome ask(Phase phase, String command) throws IOException {
        Reply reply = say(command, timeouts.command());
        if (reply.code() == Reply.CLOSING) {
            conversation.breaks();
        }
        return SmtpFailure.outcome(target, conversation.hop().host(), phase, reply.code(), reply.text());
    }

    private Reply say(String command, Duration patience) throws IOException {
        doing = command.substring(0, 4);
        wire.send(command + "\r\n");
        Reply reply = wire.hear(patience);
        witness.saw(doing, reply.positive(), () -> ReplyText.oneLine(command + " -> " + reply.line()));
        return reply;
    }

    private void leave() {
        if (conversation.broken()) {
            wire.cut();
            return;
        }
        try {
            say("RSET", timeouts.command());
            say("QUIT", GOODBYE);
        } catch (IOException e) {
            witness.saw(doing, false, () -> ReplyText.oneLine(SmtpFailure.reason(e)));
        } finally {
            wire.close();
        }
    }
}
