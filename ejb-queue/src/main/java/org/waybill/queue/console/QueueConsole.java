package org.waybill.queue.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waybill.queue.core.envelope.EnvelopeState;

/** What an administrator may see of the queue and do with it. Every order is written to the log with its author. */
public interface QueueConsole {

    /**
     * One page of envelopes, in the order of their ids.
     *
     * @param after the last id of the page before, empty for the first page
     * @param limit 1 to 1000
     */
    Page search(Filter filter, String after, int limit);

    /** One message with its envelopes and attempts; known until its history is forgotten. */
    Optional<MessageView> message(String messageId);

    Summary summary();

    /**
     * How many envelopes in these states a selection means now, without those that are being worked on; counted up to
     * 100,000.
     */
    Preview preview(Selection selection, Set<EnvelopeState> states);

    /**
     * Makes envelopes due now; HELD ones stay held.
     *
     * @return how many
     */
    int retry(Selection selection, String author);

    int hold(Selection selection, String reason, String author);

    /** HELD envelopes become due now. */
    int release(Selection selection, String author);

    /** Ends envelopes as failed; their senders get a report unless they asked for none. */
    int bounce(Selection selection, String author);

    /** Ends envelopes without telling anybody. */
    int delete(Selection selection, String author);

    /**
     * Which envelopes; an empty text means any.
     *
     * @param id a message id or an envelope id, or the beginning of one
     * @param sender part of the sender's address, or all of it with {@code *} for any part; {@code <>} for the null sender
     * @param recipient part of the recipient's address, or all of it with {@code *} for any part
     * @param action the whole name
     * @param state the name of an {@link EnvelopeState}, empty for any
     * @param domain the destination's whole domain
     * @param acceptedBefore a time as {@link Instant#parse} reads it: only what was accepted before
     */
    record Filter(
            String id,
            String sender,
            String recipient,
            String action,
            String state,
            String domain,
            String acceptedBefore) {

        /** Whatever its domain and age. */
        public Filter(String id, String sender, String recipient, String action, String state) {
            this(id, sender, recipient, action, state, "", "");
        }

        public static Filter all() {
            return new Filter("", "", "", "", "");
        }

        public Filter ofAction(String name) {
            return new Filter(id, sender, recipient, name, state, domain, acceptedBefore);
        }

        public Filter toDomain(String other) {
            return new Filter(id, sender, recipient, action, state, other, acceptedBefore);
        }

        public Filter from(String address) {
            return new Filter(id, address, recipient, action, state, domain, acceptedBefore);
        }
    }

    /**
     * How many envelopes an order would reach.
     *
     * @param exact whether there are no more
     */
    record Preview(int count, boolean exact) {}

    /** What an order applies to. Envelopes that are being worked on at this moment are left out. */
    sealed interface Selection {
        record Ids(List<String> envelopeIds) implements Selection {
            public Ids {
                envelopeIds = List.copyOf(envelopeIds);
            }
        }

        record Matching(Filter filter) implements Selection {}
    }

    /** @param next what to give as {@code after} for the next page, empty on the last one */
    record Page(List<EnvelopeView> envelopes, String next) {
        public Page {
            envelopes = List.copyOf(envelopes);
        }
    }

    /**
     * One envelope.
     *
     * @param parameters what its sender said of this recipient, by keyword: NOTIFY, ORCPT; only what was given
     */
    record EnvelopeView(
            String id,
            String messageId,
            String sender,
            String recipient,
            Map<String, String> parameters,
            String destination,
            String user,
            String action,
            EnvelopeState state,
            String holdReason,
            int attempts,
            Instant created,
            Instant due,
            String lastResult) {
        public EnvelopeView {
            parameters = inOrder(parameters);
        }
    }

    /**
     * One message.
     *
     * @param parameters what its sender said besides, by keyword: BODY, SMTPUTF8, REQUIRETLS, RET, ENVID; only what was
     *     given, and a keyword without a value has an empty one; nothing once it has left the queue
     * @param size in octets, 0 once it has left the queue
     */
    record MessageView(
            String id,
            String sender,
            Map<String, String> parameters,
            String origin,
            Instant receivedAt,
            long size,
            List<EnvelopeView> envelopes,
            List<AttemptView> attempts) {
        public MessageView {
            parameters = inOrder(parameters);
            envelopes = List.copyOf(envelopes);
            attempts = List.copyOf(attempts);
        }
    }

    private static Map<String, String> inOrder(Map<String, String> parameters) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** One attempt. */
    record AttemptView(
            String envelopeId,
            String sender,
            String recipient,
            String action,
            int number,
            Instant startedAt,
            Duration duration,
            long revision,
            String target,
            String result,
            String reply) {}

    /**
     * The dashboard.
     *
     * @param queued envelopes that wait
     * @param leased envelopes being worked on
     * @param held envelopes that are HELD
     * @param accepted mails accepted since the start
     * @param delivered envelopes delivered since the start
     * @param deferred attempts that will be repeated, since the start
     * @param failed envelopes that failed or expired since the start
     * @param lastErrors the newest attempts that did not deliver, newest first, at most 20
     */
    record Summary(
            long queued,
            long leased,
            long held,
            long accepted,
            long delivered,
            long deferred,
            long failed,
            List<AttemptView> lastErrors) {
        public Summary {
            lastErrors = List.copyOf(lastErrors);
        }
    }
}
