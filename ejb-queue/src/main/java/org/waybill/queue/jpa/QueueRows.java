package org.waybill.queue.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.smtp.ReversePath;

/** What settlements and orders do with rows, inside the caller's transaction. */
final class QueueRows {

    private final EntityManager em;

    QueueRows(EntityManager em) {
        this.em = em;
    }

    void insert(Collection<QueuedMail> mails) {
        for (QueuedMail mail : mails) {
            em.persist(MessageRow.from(mail.message()));
        }
        for (QueuedMail mail : mails) {
            for (Envelope envelope : mail.envelopes()) {
                em.persist(EnvelopeRow.from(envelope));
            }
        }
    }

    /** Those of the envelopes that are there, locked until the end of the transaction so that what is read stays true. */
    Map<EnvelopeId, EnvelopeRow> lock(Collection<EnvelopeId> ids) {
        Map<EnvelopeId, EnvelopeRow> found = new HashMap<>();
        if (!ids.isEmpty()) {
            EnvelopeKeys keys = new EnvelopeKeys(ids);
            // always in the same order, so that two of these never wait for each other
            keys.bind(em.createQuery(
                            "select e from EnvelopeRow e where " + keys.condition() + " order by e.messageId, e.number",
                            EnvelopeRow.class))
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getResultList()
                    .forEach(row -> found.put(row.id(), row));
        }
        return found;
    }

    /** The senders of messages by their ids. */
    Map<Long, ReversePath> senders(Collection<EnvelopeRow> envelopes) {
        Map<Long, ReversePath> senders = new HashMap<>();
        messages(envelopes).forEach((id, message) -> senders.put(id, message.sender()));
        return senders;
    }

    Map<Long, MessageRow> messages(Collection<EnvelopeRow> envelopes) {
        Set<Long> ids = new HashSet<>();
        envelopes.forEach(envelope -> ids.add(envelope.messageId()));
        Map<Long, MessageRow> messages = new HashMap<>();
        if (!ids.isEmpty()) {
            em.createQuery("select m from MessageRow m where m.id in :ids", MessageRow.class)
                    .setParameter("ids", ids)
                    .getResultList()
                    .forEach(message -> messages.put(message.id(), message));
        }
        return messages;
    }

    /** Envelopes with their messages, in the order given. */
    List<QueuedMail> mails(List<EnvelopeRow> envelopes) {
        Map<Long, MessageRow> messages = messages(envelopes);
        Map<Long, List<Envelope>> grouped = new LinkedHashMap<>();
        for (EnvelopeRow row : envelopes) {
            MessageRow message = messages.get(row.messageId());
            if (message != null) {
                grouped.computeIfAbsent(row.messageId(), none -> new ArrayList<>())
                        .add(row.toEnvelope(message.sender()));
            }
        }
        List<QueuedMail> mails = new ArrayList<>();
        grouped.forEach((id, group) -> {
            MessageRow message = messages.get(id);
            if (message != null) {
                mails.add(new QueuedMail(message.toMessage(), group));
            }
        });
        return mails;
    }

    /**
     * Deletes locked envelopes, and messages of which none is left. Rows that were read before are no longer managed.
     *
     * <p>Two transactions that take the last two envelopes of a message at the same time would each still see the other's,
     * so the messages are locked first, always in the same order.
     */
    void remove(Collection<EnvelopeRow> envelopes) {
        if (envelopes.isEmpty()) {
            return;
        }
        // JPA compares a bulk statement with every managed row in memory, which takes longer than the statement itself
        em.flush();
        em.clear();
        Set<Long> finished = new HashSet<>();
        envelopes.forEach(envelope -> finished.add(envelope.messageId()));
        em.createQuery("select m from MessageRow m where m.id in :ids order by m.id", MessageRow.class)
                .setParameter("ids", finished)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        EnvelopeKeys keys =
                new EnvelopeKeys(envelopes.stream().map(EnvelopeRow::id).toList());
        keys.bind(em.createQuery("delete from EnvelopeRow e where " + keys.condition()))
                .executeUpdate();
        finished.removeAll(withEnvelopes(finished));
        if (!finished.isEmpty()) {
            em.createQuery("delete from MessageRow m where m.id in :ids")
                    .setParameter("ids", finished)
                    .executeUpdate();
        }
    }

    private Set<Long> withEnvelopes(Set<Long> messages) {
        return new HashSet<>(
                em.createQuery("select distinct e.messageId from EnvelopeRow e where e.messageId in :ids", Long.class)
                        .setParameter("ids", messages)
                        .getResultList());
    }
}
