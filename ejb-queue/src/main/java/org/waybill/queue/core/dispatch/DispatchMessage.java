package org.waybill.queue.core.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.smtp.MessageId;

/**
 * What travels on the dispatch queue, as text with ids and nothing else: never an object, never a part of a mail.
 */
public sealed interface DispatchMessage {

    /** Something may be due now. */
    record Look() implements DispatchMessage {}

    /** Carry orders out, one after the other. */
    sealed interface Work extends DispatchMessage {

        /** At least one, all under one lease. */
        List<DeliveryOrder> orders();

        /** Of all of them. */
        default long leaseToken() {
            return orders().get(0).leaseToken();
        }

        /** All envelopes of all orders. */
        default List<EnvelopeId> envelopes() {
            return orders().stream()
                    .flatMap(order -> order.envelopes().stream())
                    .toList();
        }
    }

    /** Try to deliver. */
    record Deliver(List<DeliveryOrder> orders) implements Work {
        public Deliver {
            orders = ofOneLease(orders);
        }
    }

    /** Settle without an attempt: their way is closed, but they expire or their senders are to be warned. */
    record PassOver(List<DeliveryOrder> orders) implements Work {
        public PassOver {
            orders = ofOneLease(orders);
        }
    }

    private static List<DeliveryOrder> ofOneLease(List<DeliveryOrder> orders) {
        if (orders.stream().map(DeliveryOrder::leaseToken).distinct().count() != 1) {
            throw new IllegalArgumentException("the orders of a message share one lease");
        }
        return List.copyOf(orders);
    }

    /** {@code look}, or {@code deliver LEASE MESSAGE:NUMBER,NUMBER MESSAGE:NUMBER}, or the same with {@code pass}. */
    default String toText() {
        if (!(this instanceof Work work)) {
            return "look";
        }
        StringBuilder text =
                new StringBuilder(work instanceof Deliver ? "deliver " : "pass ").append(work.leaseToken());
        for (DeliveryOrder order : work.orders()) {
            String numbers = order.numbers().stream().map(String::valueOf).collect(Collectors.joining(","));
            text.append(' ').append(order.message()).append(':').append(numbers);
        }
        return text.toString();
    }

    /**
     * Reads what {@link #toText} wrote.
     *
     * @throws IllegalArgumentException if the text is neither kind
     */
    static DispatchMessage parse(String text) {
        if (text.equals("look")) {
            return new Look();
        }
        String[] words = text.split(" ", -1);
        boolean deliver = words[0].equals("deliver");
        if (words.length < 3 || !(deliver || words[0].equals("pass"))) {
            throw new IllegalArgumentException("not a dispatch message");
        }
        long lease = Long.parseLong(words[1]);
        List<DeliveryOrder> orders = new ArrayList<>();
        for (String word : Arrays.asList(words).subList(2, words.length)) {
            orders.add(order(lease, word));
        }
        return deliver ? new Deliver(orders) : new PassOver(orders);
    }

    private static DeliveryOrder order(long lease, String word) {
        String[] parts = word.split(":", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a dispatch message");
        }
        List<Integer> numbers =
                Arrays.stream(parts[1].split(",", -1)).map(Integer::valueOf).toList();
        return new DeliveryOrder(lease, MessageId.parse(parts[0]), numbers);
    }
}
