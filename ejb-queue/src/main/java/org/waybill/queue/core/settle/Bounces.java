package org.waybill.queue.core.settle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.queue.core.envelope.MessageStore.BodyRecord;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.envelope.TransactionRecord;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MessageBody;

/**
 * Makes a report to a sender a new mail: null sender, an action chosen by today's rules. Its body is on disk
 * when the answer comes; its rows are written with the settlement that caused it, or never.
 */
public final class Bounces {

    /** More of the original header is not returned, in octets. */
    static final int MAX_RETURNED_HEADER = 64 * 1024;

    /** An original that is larger, in octets, is not returned as a whole, whatever its sender asked for. */
    static final int MAX_RETURNED_MESSAGE = 128 * 1024;

    private final String hostname;
    private final Supplier<MessageId> ids;
    private final MessageStore store;
    private final BounceRoute route;

    /** @param hostname names us in the report */
    public Bounces(String hostname, Supplier<MessageId> ids, MessageStore store, BounceRoute route) {
        this.hostname = hostname;
        this.ids = ids;
        this.store = store;
        this.route = route;
    }

    /** What came of a report. */
    public sealed interface Answer {

        /** On disk, to be stored with the settlement. */
        record Made(QueuedMail bounce) implements Answer {}

        /**
         * There is nobody to tell.
         *
         * @param remark for the history, may be empty
         */
        record NotWanted(String remark) implements Answer {}

        /**
         * Not possible at the moment.
         *
         * @param reason for the log
         */
        record NotNow(String reason) implements Answer {}
    }

    /**
     * Reports recipients of a message to its sender; never to the null sender (RFC 5321 §6.1).
     *
     * @param recipients at least one
     */
    public Answer report(StoredMessage message, List<ReportedRecipient> recipients, Instant now) {
        if (!(message.sender() instanceof ReversePath.From sender)) {
            return new Answer.NotWanted("");
        }
        MessageId id = ids.get();
        BounceRoute.Answer where = route.to(sender.address(), id);
        if (where instanceof BounceRoute.Answer.Planned planned) {
            boolean failed = recipients.stream().anyMatch(recipient -> recipient.notice() == Notice.FAILED);
            Returned original = returned(message, failed);
            byte[] text = new BounceReport(hostname, id, now).write(message, sender.address(), recipients, original);
            List<Envelope> envelopes = envelopes(id, planned.plans(), now);
            String origin = (failed ? "bounce of " : "report on ") + message.id();
            return write(envelopes, parameters(message, sender, text), origin, text);
        }
        if (where instanceof BounceRoute.Answer.Refused refused) {
            return new Answer.NotWanted("no report to <" + sender + ">: " + refused.reply());
        }
        if (where instanceof BounceRoute.Answer.Unavailable unavailable) {
            return new Answer.NotNow(unavailable.reason());
        }
        throw new AssertionError(where);
    }

    /** A report is as secret as what it is about (RFC 8689 §5). */
    private static MailParameters parameters(StoredMessage message, ReversePath.From sender, byte[] report) {
        boolean eightBit =
                new String(report, StandardCharsets.ISO_8859_1).chars().anyMatch(c -> c > 127);
        return new MailParameters(
                0,
                eightBit ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT,
                !sender.address().isAscii(),
                message.parameters().requireTls(),
                ReturnedContent.UNSAID,
                "");
    }

    private static List<Envelope> envelopes(MessageId id, RecipientPlans where, Instant now) {
        List<Envelope> envelopes = new ArrayList<>();
        for (RecipientPlan plan : where.plans()) {
            envelopes.add(Envelope.created(
                    new EnvelopeId(id, envelopes.size() + 1), new ReversePath.Null(), plan, RcptParameters.NONE, now));
        }
        return envelopes;
    }

    private Answer write(List<Envelope> envelopes, MailParameters parameters, String origin, byte[] text) {
        Envelope envelope = envelopes.get(0);
        MessageId id = envelope.id().message();
        String header =
                TransactionRecord.format(id, envelope.sender(), parameters, origin, envelope.created(), envelopes);
        try {
            BodyLocation location = store.append(List.of(new BodyRecord(header, new Body(text))))
                    .get(0);
            StoredMessage message =
                    new StoredMessage(id, envelope.sender(), parameters, origin, envelope.created(), location);
            return new Answer.Made(new QueuedMail(message, envelopes));
        } catch (IOException e) {
            return new Answer.NotNow("the report cannot be written: " + e.getMessage());
        }
    }

    /** A report without the original is better than none. */
    private Returned returned(StoredMessage original, boolean failed) {
        boolean international = original.parameters().smtpUtf8();
        try {
            MessageBody body = store.open(original.location());
            if (failed && asksForAll(original.parameters()) && body.size() <= MAX_RETURNED_MESSAGE) {
                BodyScan scan = BodyScan.of(body);
                if (scan.clean()) {
                    return Returned.whole(octets(body), scan, international);
                }
            }
            String header = HeaderSection.of(body, MAX_RETURNED_HEADER).toString();
            return Returned.header(header, scan(header), international);
        } catch (IOException unreadable) {
            return Returned.nothing();
        }
    }

    /** RFC 3461 §4.3. A content without lines cannot be sent; one that asked for REQUIRETLS must not (RFC 8689 §5). */
    private static boolean asksForAll(MailParameters parameters) {
        return parameters.returned() == ReturnedContent.FULL
                && parameters.body() != BodyType.BINARY_MIME
                && !parameters.requireTls();
    }

    private static BodyScan scan(String octets) throws IOException {
        return BodyScan.of(new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String octets(MessageBody body) throws IOException {
        try (InputStream in = body.open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** A text in memory as the content of a mail. */
    private static final class Body implements MessageBody {

        private final byte[] text;

        Body(byte[] text) {
            this.text = text;
        }

        @Override
        public long size() {
            return text.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text);
        }
    }
}
