package org.waybill.queue.agent;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPOutputStream;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.waybill.queue.agent.SmtpFailure.Phase;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;

/**
 * One SMTP transaction: a mail for all recipients of a job. Angus Mail greets, starts TLS and doubles the dots; the
 * commands are given here, one by one, so that each recipient has the answer that was meant for it and the content goes
 * out as it lies on disk ({@code sendMessage} would read it as MIME, and leave header fields out).
 */
final class SmtpTransaction extends SMTPTransport {

    private boolean tlsFailed;
    private boolean broken;

    SmtpTransaction(Session session) {
        super(session, new URLName("smtp", null, -1, null, null, null));
    }

    @Override
    protected void startTLS() throws MessagingException {
        tlsFailed = true;
        super.startTLS();
        tlsFailed = false;
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
    synchronized Map<EnvelopeId, Outcome> send(DeliveryJob job, BodyScan scan, String target, Runnable beforeDot) {
        Map<EnvelopeId, Outcome> outcomes = new LinkedHashMap<>();
        Outcome rest;
        try {
            int code = simpleCommand(mailCommand(job, scan));
            rest = outcome(target, Phase.MAIL, code);
            if (rest instanceof Outcome.Delivered && recipients(job, target, outcomes)) {
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
        return outcomes;
    }

    private String mailCommand(DeliveryJob job, BodyScan scan) {
        String command = "MAIL FROM:<" + job.message().sender() + ">";
        if (supportsExtension("SIZE")) {
            command += " SIZE=" + job.body().size();
        }
        if (scan.eightBit() && supportsExtension("8BITMIME")) {
            command += " BODY=8BITMIME";
        }
        return command;
    }

    /**
     * Names the recipients; those that are not taken get their outcomes.
     *
     * @return whether any was taken
     */
    private boolean recipients(DeliveryJob job, String target, Map<EnvelopeId, Outcome> outcomes)
            throws MessagingException {
        List<Envelope> taken = new ArrayList<>();
        for (Envelope envelope : job.envelopes()) {
            int code = simpleCommand("RCPT TO:<" + envelope.destination() + ">");
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
        return outcome(target, Phase.CONTENT, simpleCommand("."));
    }

    private Outcome outcome(String target, Phase phase, int code) {
        return SmtpFailure.outcome(target, phase, code, getLastServerResponse());
    }
}
