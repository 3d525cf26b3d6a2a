package org.waybill.queue.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.envelope.TransactionRecord;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.MessageBody;

/**
 * The second verb: takes mails to disk. First the bodies, synced together; then the rows, in the transaction of the
 * caller, whose commit is the promise behind 250. If that transaction fails the bodies are garbage, never mail. Nothing is
 * decided or expanded here any more.
 */
public final class AcceptMail {

    private final MessageStore store;
    private final MailQueue queue;
    private final Function<MailTransaction, MessageBody> bodies;

    /** @param bodies what is kept of a mail: what the client sent, or {@link KeptBody} of it */
    public AcceptMail(MessageStore store, MailQueue queue, Function<MailTransaction, MessageBody> bodies) {
        this.store = store;
        this.queue = queue;
        this.bodies = bodies;
    }

    /** @throws UncheckedIOException if the bodies cannot be written: nothing of the batch is accepted then */
    public void accept(List<MailTransaction> batch) {
        List<List<Envelope>> envelopes =
                batch.stream().map(AcceptMail::envelopes).toList();
        List<BodyLocation> locations = write(batch, envelopes);
        List<QueuedMail> mails = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            MailTransaction mail = batch.get(i);
            mails.add(new QueuedMail(
                    new StoredMessage(
                            mail.id(),
                            mail.sender(),
                            mail.parameters(),
                            origin(mail.peer()),
                            mail.receivedAt(),
                            locations.get(i)),
                    envelopes.get(i)));
        }
        queue.store(mails);
    }

    private static List<Envelope> envelopes(MailTransaction mail) {
        List<Envelope> envelopes = new ArrayList<>();
        for (MailTransaction.Recipient recipient : mail.recipients()) {
            for (RecipientPlan plan : ((RecipientPlans) recipient.plan()).plans()) {
                EnvelopeId id = new EnvelopeId(mail.id(), envelopes.size() + 1);
                envelopes.add(Envelope.created(id, mail.sender(), plan, recipient.parameters(), mail.receivedAt()));
            }
        }
        return envelopes;
    }

    private List<BodyLocation> write(List<MailTransaction> batch, List<List<Envelope>> envelopes) {
        List<MessageStore.BodyRecord> records = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            MailTransaction mail = batch.get(i);
            String header = TransactionRecord.format(
                    mail.id(),
                    mail.sender(),
                    mail.parameters(),
                    origin(mail.peer()),
                    mail.receivedAt(),
                    envelopes.get(i));
            records.add(new MessageStore.BodyRecord(header, bodies.apply(mail)));
        }
        try {
            return store.append(records);
        } catch (IOException e) {
            throw new UncheckedIOException("the message store cannot be written", e);
        }
    }

    private static String origin(Peer peer) {
        return "[" + peer.address().getHostAddress() + "] helo=" + peer.helo()
                + (peer.secured() ? " tls=" + peer.tls() : "")
                + (peer.authenticated() ? " user=" + peer.user() : "")
                + (peer.tag().isEmpty() ? "" : " tag=" + peer.tag());
    }
}
