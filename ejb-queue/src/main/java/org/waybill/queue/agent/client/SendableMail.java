package org.waybill.queue.agent.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waybill.queue.core.convert.Conversion;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.listener.MessageBody;

/**
 * What of a mail can go to a host, and how.
 *
 * @param commands MAIL and RCPT
 * @param mail MAIL FROM with its parameters
 * @param body what is sent
 * @param binary whether it goes by BDAT, as octets without lines must
 * @param recipients those who are named there
 * @param refused the outcomes of those who cannot be
 */
record SendableMail(
        RelayCommands commands,
        String mail,
        MessageBody body,
        boolean binary,
        List<Envelope> recipients,
        Map<EnvelopeId, Outcome> refused) {

    SendableMail {
        recipients = List.copyOf(recipients);
    }

    private static boolean isBinary(DeliveryJob job) {
        return job.message().parameters().body() == BodyType.BINARY_MIME;
    }

    /** Looks at what the host offers. */
    static SendableMail of(DeliveryJob job, BodyScan scan, Extensions extensions, String host) throws IOException {
        Internationalization utf8 = new Internationalization(job.message(), scan, extensions.offers("SMTPUTF8"));
        Map<EnvelopeId, Outcome> refused = new LinkedHashMap<>();
        Optional<Outcome> never = neverTaken(job, scan, extensions, host);
        if (never.isPresent()) {
            job.envelopes().forEach(envelope -> refused.put(envelope.id(), never.get()));
        } else {
            refused.putAll(utf8.refusals(job.envelopes(), host));
        }
        List<Envelope> recipients = new ArrayList<>(job.envelopes());
        recipients.removeIf(envelope -> refused.containsKey(envelope.id()));

        boolean sevenBit = EightBitContent.isInTheWay(scan, extensions);
        MessageBody body = job.body();
        if (!recipients.isEmpty() && !isBinary(job) && (sevenBit || scan.longLine())) {
            Conversion conversion = Conversion.of(job.body(), sevenBit);
            if (conversion instanceof Conversion.Done done) {
                body = done.body();
            } else if (sevenBit) {
                Outcome impossible =
                        new Outcome.Failed("relay", EightBitContent.refusal(host, (Conversion.Impossible) conversion));
                recipients.forEach(envelope -> refused.put(envelope.id(), impossible));
                recipients.clear();
            }
        }
        DeliveryJob sent = new DeliveryJob(job.message(), recipients, body);
        RelayCommands commands = new RelayCommands(extensions::offers);
        String mail = commands.mail(sent, scan.eightBit() && !sevenBit, utf8.mayBeNeeded(recipients));
        return new SendableMail(commands, mail, body, isBinary(job), recipients, refused);
    }

    private static Optional<Outcome> neverTaken(DeliveryJob job, BodyScan scan, Extensions extensions, String host) {
        if (isBinary(job) && !(extensions.offers("BINARYMIME") && extensions.offers("CHUNKING"))) {
            return failed("554 5.6.3 The content is BODY=BINARYMIME, which " + host
                    + " does not take and which cannot be converted");
        }
        Optional<Long> maxSize = extensions.maxSize();
        if (maxSize.isPresent() && job.body().size() > maxSize.get()) {
            return failed("552 5.3.4 " + host + " takes no more than " + maxSize.get() + " octets, the mail has "
                    + job.body().size());
        }
        return isBinary(job)
                ? Optional.empty()
                : CleanContent.refusal(scan).map(reply -> new Outcome.Failed("relay", reply));
    }

    private static Optional<Outcome> failed(String reply) {
        return Optional.of(new Outcome.Failed("relay", reply));
    }
}
