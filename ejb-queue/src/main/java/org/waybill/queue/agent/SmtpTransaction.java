package org.waybill.queue.agent;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPOutputStream;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.waybill.queue.agent.SmtpFailure.Phase;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.Outcome.Holder;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.relay.RelayUrl;

/**
 * One SMTP transaction: a mail for all recipients of a job. Angus Mail greets, starts TLS and doubles the dots; the
 * commands are given here, one by one, so that each recipient has the answer that was meant for it and the content goes
 * out as it lies on disk ({@code sendMessage} would read it as MIME, and leave header fields out).
 */
final class SmtpTransaction extends SMTPTransport {

    private boolean tlsFailed;
    private boolean broken;
    private boolean greeted;

    SmtpTransaction(Session session) {
        super(session, new URLName("smtp", null, -1, null, null, null));
    }

    @Override
    protected void startTLS() throws MessagingException {
        tlsFailed = true;
        super.startTLS();
        tlsFailed = false;
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        greeted = super.ehlo(domain);
        return greeted;
    }

    /** Whether the host offers an extension in its answer to the last EHLO; what it said before TLS is forgotten. */
    boolean offers(String extension) {
        return greeted && supportsExtension(extension);
    }

    /** Whether the connection failed at STARTTLS. */
    boolean tlsFailed() {
        return tlsFailed;
    }

    /** Whether nothing can be said any more: in the middle of a content even a QUIT would be part of it. */
    boolean broken() {
        return broken;
    }

    /**
     * Sends the mail on a connection that is open.
     *
     * @param beforeDot called when only the last reply is missing
     * @return an outcome for every envelope of the job
     */
    synchronized Map<EnvelopeId, Outcome> send(DeliveryJob job, BodyScan scan, RelayUrl url, Runnable beforeDot) {
        Internationalization utf8 = new Internationalization(job.message(), scan, offers("SMTPUTF8"));
        Map<EnvelopeId, Outcome> outcomes = new LinkedHashMap<>(utf8.refusals(job.envelopes(), url.host()));
        List<Envelope> rest = job.envelopes().stream()
                .filter(envelope -> !outcomes.containsKey(envelope.id()))
                .toList();
        if (!rest.isEmpty()) {
            DeliveryJob sendable = new DeliveryJob(job.message(), rest, job.body());
            RelayCommands commands = new RelayCommands(this::offers);
            String mail = commands.mail(sendable, scan.eightBit(), utf8.mayBeNeeded(rest));
            transact(sendable, mail, commands, "relay " + url, beforeDot, outcomes);
        }
        return outcomes;
    }

    private void transact(
            DeliveryJob job,
            String mail,
            RelayCommands commands,
            String target,
            Runnable beforeDot,
            Map<EnvelopeId, Outcome> outcomes) {
        Outcome rest;
        try {
            rest = outcome(target, Phase.MAIL, say(mail));
            if (rest instanceof Outcome.Delivered && recipients(job, commands, target, outcomes)) {
                rest = content(job, target, beforeDot);
            }
        } catch (SMTPSendFailedException e) {
            rest = outcome(target, Phase.DATA, e.getReturnCode());
        } catch (MessagingException | IOException e) {
            broken = true;
            rest = new Outcome.Deferred(target, SmtpFailure.connectionLost(SmtpFailure.reason(e)));
        }
        for (Envelope envelope : job.envelopes()) {
            outcomes.putIfAbsent(envelope.id(), rest);
        }
    }

    /** In UTF-8: Angus would cut every character to one octet, and some to a CR or LF (CVE-2025-7962). */
    private int say(String command) throws MessagingException {
        return simpleCommand(command.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Names the recipients; those that are not taken get their outcomes.
     *
     * @return whether any was taken
     */
    private boolean recipients(
            DeliveryJob job, RelayCommands commands, String target, Map<EnvelopeId, Outcome> outcomes)
            throws MessagingException {
        List<Envelope> taken = new ArrayList<>();
        for (Envelope envelope : job.envelopes()) {
            int code = say(commands.rcpt(envelope));
            Outcome outcome = outcome(target, Phase.RCPT, code);
            if (outcome instanceof Outcome.Delivered) {
                taken.add(envelope);
            } else {
                outcomes.put(envelope.id(), outcome);
            }
            if (code == 421 || code < 200) {
                // the host hangs up: what it took before is as undelivered as what it never heard of
                job.envelopes().forEach(other -> outcomes.putIfAbsent(other.id(), outcome));
                return false;
            }
        }
        return !taken.isEmpty();
    }

    private Outcome content(DeliveryJob job, String target, Runnable beforeDot) throws MessagingException, IOException {
        OutputStream out = data();
        try (InputStream body = job.body().open()) {
            body.transferTo(out);
        }
        ((SMTPOutputStream) out).ensureAtBOL();
        beforeDot.run();
        Outcome outcome = outcome(target, Phase.CONTENT, simpleCommand("."));
        return outcome instanceof Outcome.Delivered delivered
                ? delivered.to(offers("DSN") ? Holder.DSN_HOST : Holder.HOST)
                : outcome;
    }

    private Outcome outcome(String target, Phase phase, int code) {
        return SmtpFailure.outcome(target, phase, code, getLastServerResponse());
    }
}
