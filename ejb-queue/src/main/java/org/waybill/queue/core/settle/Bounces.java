package org.waybill.queue.core.settle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.queue.core.envelope.MessageStore.BodyRecord;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.envelope.TransactionRecord;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MessageBody;

/**
 * Makes a report to a sender a new mail: null sender, one envelope, an action chosen by today's rules. Its body is on disk
 * when the answer comes; its rows are written with the settlement that caused it, or never.
 */
public final class Bounces {

    /** More of the original header is not returned, in octets. */
    static final int MAX_RETURNED_HEADER = 64 * 1024;

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
     * @param failed at least one
     */
    public Answer report(StoredMessage message, List<FailedRecipient> failed, Instant now) {
        if (!(message.sender() instanceof ReversePath.From sender)) {
            return new Answer.NotWanted("");
        }
        MessageId id = ids.get();
        BounceRoute.Answer where = route.to(sender.address(), id);
        if (where instanceof BounceRoute.Answer.Planned planned) {
            byte[] text = new BounceReport(hostname, id, now)
                    .write(message.receivedAt(), sender.address(), failed, headerOf(message));
            Envelope envelope = Envelope.created(
                    new EnvelopeId(id, 1), new ReversePath.Null(), planned.plan(), RcptParameters.NONE, now);
            return write(envelope, "bounce of " + message.id(), text);
        }
        if (where instanceof BounceRoute.Answer.Refused refused) {
            return new Answer.NotWanted("no report to <" + sender + ">: " + refused.reply());
        }
        if (where instanceof BounceRoute.Answer.Unavailable unavailable) {
            return new Answer.NotNow(unavailable.reason());
        }
        throw new AssertionError(where);
    }

    private Answer write(Envelope envelope, String origin, byte[] text) {
        String header = TransactionRecord.format(
                envelope.id().message(),
                envelope.sender(),
                MailParameters.NONE,
                origin,
                envelope.created(),
                List.of(envelope));
        try {
            BodyLocation location = store.append(List.of(new BodyRecord(header, new Body(text))))
                    .get(0);
            StoredMessage message = new StoredMessage(
                    envelope.id().message(),
                    envelope.sender(),
                    MailParameters.NONE,
                    origin,
                    envelope.created(),
                    location);
            return new Answer.Made(new QueuedMail(message, List.of(envelope)));
        } catch (IOException e) {
            return new Answer.NotNow("the report cannot be written: " + e.getMessage());
        }
    }

    /** A report without the original header is better than none. */
    private HeaderSection headerOf(StoredMessage original) {
        try {
            return HeaderSection.of(store.open(original.location()), MAX_RETURNED_HEADER);
        } catch (IOException unreadable) {
            return HeaderSection.empty();
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
