package org.waybill.queue.core.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.waybill.smtp.MessageId;

/**
 * What travels on the dispatch queue, as text with ids and nothing else: never an object, never a part of a mail.
 */
public sealed interface DispatchMessage {

    /** Something may be due now. */
    record Look() implements DispatchMessage {}

    /**
     * Carry these out, one after the other.
     *
     * @param orders at least one, all under one lease
     */
    record Deliver(List<DeliveryOrder> orders) implements DispatchMessage {
        public Deliver {
            orders = List.copyOf(orders);
            if (orders.stream().map(DeliveryOrder::leaseToken).distinct().count() != 1) {
                throw new IllegalArgumentException("the orders of a message share one lease");
            }
        }

        long leaseToken() {
            return orders.get(0).leaseToken();
        }
    }

    /** {@code look}, or {@code deliver LEASE MESSAGE:NUMBER,NUMBER MESSAGE:NUMBER}. */
    default String toText() {
        if (!(this instanceof Deliver deliver)) {
            return "look";
        }
        StringBuilder text = new StringBuilder("deliver ").append(deliver.leaseToken());
        for (DeliveryOrder order : deliver.orders()) {
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
        if (words.length < 3 || !words[0].equals("deliver")) {
            throw new IllegalArgumentException("not a dispatch message");
        }
        long lease = Long.parseLong(words[1]);
        List<DeliveryOrder> orders = new ArrayList<>();
        for (String word : Arrays.asList(words).subList(2, words.length)) {
            orders.add(order(lease, word));
        }
        return new Deliver(orders);
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
