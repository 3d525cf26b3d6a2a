package org.waybill.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.core.envelope.EnvelopeState;

/** A queue in memory that remembers the orders it was given. */
public final class FakeQueue implements QueueConsole {

    private static final int MOST_COUNTED = 1000;

    public final List<String> orders = new ArrayList<>();
    private final TreeMap<String, EnvelopeView> envelopes = new TreeMap<>();

    /** Adds so many envelopes of so many messages: {@code 0000000000000001.1}, … */
    public FakeQueue with(int count, String action) {
        for (int i = 1; i <= count; i++) {
            String message = String.format("%016x", envelopes.size() + 1);
            String id = message + ".1";
            envelopes.put(
                    id,
                    new EnvelopeView(
                            id,
                            message,
                            "sender@example.com",
                            "user" + i + "@example.org",
                            Map.of(),
                            "user" + i + "@example.org",
                            "user" + i,
                            action,
                            EnvelopeState.QUEUED,
                            "",
                            0,
                            Instant.EPOCH,
                            Instant.EPOCH,
                            ""));
        }
        return this;
    }

    @Override
    public Page search(Filter filter, String after, int limit) {
        List<EnvelopeView> rest = envelopes.tailMap(after, false).values().stream()
                .filter(envelope -> filter.action().isEmpty() || filter.action().equals(envelope.action()))
                .limit(limit + 1L)
                .toList();
        boolean more = rest.size() > limit;
        List<EnvelopeView> page = more ? rest.subList(0, limit) : rest;
        return new Page(page, more ? page.get(limit - 1).id() : "");
    }

    @Override
    public Optional<MessageView> message(String messageId) {
        List<EnvelopeView> own = envelopes.values().stream()
                .filter(envelope -> envelope.messageId().equals(messageId))
                .toList();
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(new MessageView(messageId, "", Map.of(), "", Instant.EPOCH, 1, own, List.of()));
    }

    @Override
    public Summary summary() {
        return new Summary(envelopes.size(), 0, 0, 0, 0, 0, 0, List.of());
    }

    @Override
    public Preview preview(Selection selection, Set<EnvelopeState> states) {
        int count = (int) envelopes.values().stream()
                .filter(envelope -> states.contains(envelope.state()))
                .filter(envelope -> selection instanceof Selection.Matching matching
                        && (matching.filter().action().isEmpty()
                                || matching.filter().action().equals(envelope.action())))
                .count();
        return new Preview(Math.min(count, MOST_COUNTED), count <= MOST_COUNTED);
    }

    @Override
    public int retry(Selection selection, String author) {
        return note("retry", selection, author);
    }

    @Override
    public int hold(Selection selection, String reason, String author) {
        return note("hold(" + reason + ")", selection, author);
    }

    @Override
    public int release(Selection selection, String author) {
        return note("release", selection, author);
    }

    @Override
    public int bounce(Selection selection, String author) {
        return note("bounce", selection, author);
    }

    @Override
    public int delete(Selection selection, String author) {
        return note("delete", selection, author);
    }

    private int note(String order, Selection selection, String author) {
        orders.add(author + ": " + order + " " + selection);
        return selection instanceof Selection.Ids ids ? ids.envelopeIds().size() : envelopes.size();
    }
}
