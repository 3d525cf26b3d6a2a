package org.waybill.queue.core.envelope;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.waybill.smtp.MessageId;

/** The queue without a disk: the fake for everything that needs a {@link MailQueue}; it keeps the same contract. */
public final class InMemoryMailQueue implements MailQueue {

    /** One line of the history. */
    public record HistoryEntry(EnvelopeId envelope, Attempt attempt) {}

    private static final Comparator<EnvelopeId> BY_ID =
            Comparator.comparing(EnvelopeId::message).thenComparingInt(EnvelopeId::number);

    private final Map<MessageId, StoredMessage> messages = new TreeMap<>();
    private final Map<EnvelopeId, Entry> entries = new TreeMap<>(BY_ID);
    private final List<HistoryEntry> history = new ArrayList<>();

    /** What stands beside the envelope in its row; a lease token of 0 means none. */
    private record Entry(Envelope envelope, boolean unknownAction, Lease lease) {
        private static final Lease NONE = new Lease(0, "", Instant.EPOCH);

        boolean in(EnvelopeState state) {
            return envelope.state() == state;
        }

        boolean due(Instant now) {
            return in(EnvelopeState.QUEUED) && !envelope.due().isAfter(now);
        }

        boolean heldBy(long token) {
            return in(EnvelopeState.LEASED) && lease.token() == token;
        }

        Entry leasedUnder(Lease grant) {
            return new Entry(with(EnvelopeState.LEASED, envelope.due()), unknownAction, grant);
        }

        Entry queued(Instant due) {
            return new Entry(with(EnvelopeState.QUEUED, due), false, NONE);
        }

        private Envelope with(EnvelopeState state, Instant due) {
            return with(state, "", due, envelope.warned(), envelope.attempts(), envelope.lastResult());
        }

        Envelope with(
                EnvelopeState state, String holdReason, Instant due, Instant warned, int attempts, String lastResult) {
            Envelope e = envelope;
            return new Envelope(
                    e.id(),
                    e.sender(),
                    e.recipient(),
                    e.parameters(),
                    e.destination(),
                    e.user(),
                    e.ending(),
                    e.action(),
                    state,
                    holdReason,
                    attempts,
                    e.created(),
                    due,
                    warned,
                    lastResult);
        }
    }

    /** Everything in the queue, in the order of the ids. */
    public synchronized List<Envelope> envelopes() {
        return entries.values().stream().map(Entry::envelope).toList();
    }

    /** One envelope, empty once it has left. */
    public synchronized Optional<Envelope> envelope(EnvelopeId id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::envelope);
    }

    public synchronized List<StoredMessage> messages() {
        return List.copyOf(messages.values());
    }

    /** The attempts that were settled, oldest first. */
    public synchronized List<HistoryEntry> history() {
        return List.copyOf(history);
    }

    @Override
    public synchronized void store(List<QueuedMail> mails) {
        for (QueuedMail mail : mails) {
            messages.put(mail.message().id(), mail.message());
            mail.envelopes().forEach(e -> entries.put(e.id(), new Entry(e, false, Entry.NONE)));
        }
    }

    @Override
    public synchronized List<QueuedMail> claimDue(DueMail which, int limit, Lease lease) {
        return claim(entry -> entry.due(which.now()) && which.has(entry.envelope()), limit, lease);
    }

    @Override
    public synchronized List<QueuedMail> claimDue(LaneKey lane, DueMail which, int limit, Lease lease) {
        return claim(
                entry -> entry.due(which.now()) && lane.has(entry.envelope()) && which.has(entry.envelope()),
                limit,
                lease);
    }

    @Override
    public synchronized Instant dueAfter(Instant from, int envelopes, Instant now) {
        return entries.values().stream()
                .filter(entry -> entry.due(now) && !entry.envelope().due().isBefore(from))
                .map(entry -> entry.envelope().due())
                .sorted()
                .skip(envelopes - 1)
                .findFirst()
                .orElse(now);
    }

    @Override
    public synchronized long countDue(LaneKey lane, Instant now) {
        return entries.values().stream()
                .filter(entry -> entry.due(now) && lane.has(entry.envelope()))
                .count();
    }

    private List<QueuedMail> claim(Predicate<Entry> wanted, int limit, Lease lease) {
        Set<MessageId> chosen = new LinkedHashSet<>();
        entries.values().stream()
                .filter(wanted)
                .map(Entry::envelope)
                .sorted(Comparator.comparing(Envelope::due))
                .limit(limit)
                .forEach(envelope -> chosen.add(envelope.id().message()));
        entries.replaceAll(
                (id, entry) -> chosen.contains(id.message()) && wanted.test(entry) ? entry.leasedUnder(lease) : entry);
        return mails(chosen, entry -> entry.heldBy(lease.token()));
    }

    @Override
    public synchronized List<QueuedMail> leased(long leaseToken, List<EnvelopeId> envelopes) {
        Set<EnvelopeId> wanted = new HashSet<>(envelopes);
        Set<MessageId> ids = new LinkedHashSet<>();
        envelopes.forEach(id -> ids.add(id.message()));
        return mails(
                ids,
                entry -> entry.heldBy(leaseToken)
                        && wanted.contains(entry.envelope().id()));
    }

    private List<QueuedMail> mails(Set<MessageId> ids, Predicate<Entry> wanted) {
        Map<MessageId, List<Envelope>> found = new LinkedHashMap<>();
        ids.forEach(id -> found.put(id, new ArrayList<>()));
        for (Entry entry : entries.values()) {
            List<Envelope> mail = found.get(entry.envelope().id().message());
            if (mail != null && wanted.test(entry)) {
                mail.add(entry.envelope());
            }
        }
        List<QueuedMail> mails = new ArrayList<>();
        found.forEach((id, envelopes) -> {
            StoredMessage message = messages.get(id);
            if (message != null && !envelopes.isEmpty()) {
                mails.add(new QueuedMail(message, envelopes));
            }
        });
        return mails;
    }

    @Override
    public synchronized void renew(Set<Long> leaseTokens, Instant until) {
        entries.replaceAll((id, entry) -> entry.in(EnvelopeState.LEASED)
                        && leaseTokens.contains(entry.lease().token())
                ? entry.leasedUnder(
                        new Lease(entry.lease().token(), entry.lease().owner(), until))
                : entry);
    }

    @Override
    public synchronized List<EnvelopeId> settle(List<Settlement> settlements) {
        List<EnvelopeId> done = new ArrayList<>();
        Map<MessageId, QueuedMail> bounces = new LinkedHashMap<>();
        for (Settlement settlement : settlements) {
            Entry entry = entries.get(settlement.envelope());
            if (entry != null && entry.heldBy(settlement.leaseToken())) {
                carryOut(settlement, entry);
                settlement
                        .bounce()
                        .ifPresent(bounce -> bounces.put(bounce.message().id(), bounce));
                done.add(settlement.envelope());
            }
        }
        store(List.copyOf(bounces.values()));
        dropFinishedMessages();
        return done;
    }

    private void carryOut(Settlement settlement, Entry entry) {
        Attempt attempt = settlement.attempt();
        if (attempt.result().counts()) {
            history.add(new HistoryEntry(settlement.envelope(), attempt));
        }
        if (settlement.move() instanceof Settlement.Move.Remove) {
            entries.remove(settlement.envelope());
        } else if (settlement.move() instanceof Settlement.Move.RetryAt retry) {
            Instant warned = retry.warned() ? retry.due() : entry.envelope().warned();
            Envelope next =
                    entry.with(EnvelopeState.QUEUED, "", retry.due(), warned, attempt.number(), attempt.reply());
            entries.put(settlement.envelope(), new Entry(next, false, Entry.NONE));
        } else if (settlement.move() instanceof Settlement.Move.Hold hold) {
            Envelope next = entry.with(
                    EnvelopeState.HELD,
                    hold.reason(),
                    entry.envelope().due(),
                    entry.envelope().warned(),
                    attempt.number(),
                    attempt.reply());
            entries.put(settlement.envelope(), new Entry(next, hold.unknownAction(), Entry.NONE));
        } else {
            throw new AssertionError(settlement.move());
        }
    }

    private void dropFinishedMessages() {
        Set<MessageId> used = new HashSet<>();
        entries.keySet().forEach(id -> used.add(id.message()));
        messages.keySet().retainAll(used);
    }

    @Override
    public synchronized void postpone(long leaseToken, Map<Instant, List<EnvelopeId>> byDue) {
        byDue.forEach((due, ids) -> ids.forEach(id ->
                entries.computeIfPresent(id, (same, entry) -> entry.heldBy(leaseToken) ? entry.queued(due) : entry)));
    }

    @Override
    public synchronized void giveBack(long leaseToken, List<EnvelopeId> envelopes) {
        envelopes.forEach(id -> entries.computeIfPresent(
                id,
                (same, entry) ->
                        entry.heldBy(leaseToken) ? entry.queued(entry.envelope().due()) : entry));
    }

    @Override
    public synchronized int freeExpired(Instant now) {
        return free(entry -> !entry.lease().until().isAfter(now));
    }

    @Override
    public synchronized int freeLeasesOf(String ownerPrefix) {
        return free(entry -> entry.lease().owner().startsWith(ownerPrefix));
    }

    private int free(Predicate<Entry> which) {
        return change(
                entry -> entry.in(EnvelopeState.LEASED) && which.test(entry),
                entry -> entry.queued(entry.envelope().due()));
    }

    @Override
    public synchronized int releaseUnknown(Set<ActionName> known, Instant now) {
        return change(
                entry -> entry.in(EnvelopeState.HELD)
                        && entry.unknownAction()
                        && known.contains(entry.envelope().action()),
                entry -> entry.queued(now));
    }

    /** Makes everything due that is QUEUED, as an administrator's order does. */
    public synchronized void schedule(Instant now) {
        change(entry -> entry.in(EnvelopeState.QUEUED), entry -> entry.queued(now));
    }

    private int change(Predicate<Entry> which, UnaryOperator<Entry> operation) {
        List<EnvelopeId> ids = entries.entrySet().stream()
                .filter(e -> which.test(e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        ids.forEach(id -> entries.computeIfPresent(id, (same, entry) -> operation.apply(entry)));
        return ids.size();
    }

    @Override
    public synchronized List<EnvelopeId> heldUnknownSince(Instant createdBefore, int limit) {
        return entries.values().stream()
                .filter(entry -> entry.in(EnvelopeState.HELD) && entry.unknownAction())
                .map(Entry::envelope)
                .filter(envelope -> envelope.created().isBefore(createdBefore))
                .map(Envelope::id)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Set<Long> liveSegments() {
        Set<Long> segments = new HashSet<>();
        messages.values().forEach(message -> segments.add(message.location().segment()));
        return segments;
    }

    @Override
    public synchronized int forgetAttemptsBefore(Instant time) {
        int before = history.size();
        history.removeIf(entry -> entry.attempt().startedAt().isBefore(time));
        return before - history.size();
    }

    @Override
    public synchronized Instant nextDue() {
        return entries.values().stream()
                .filter(entry -> entry.in(EnvelopeState.QUEUED))
                .map(entry -> entry.envelope().due())
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }
}
