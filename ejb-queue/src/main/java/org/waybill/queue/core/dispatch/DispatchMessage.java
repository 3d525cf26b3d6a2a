package org.waybill.queue.core.dispatch;

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

    /** Carry this out. */
    record Deliver(DeliveryOrder order) implements DispatchMessage {}

    default String toText() {
        if (this instanceof Deliver deliver) {
            DeliveryOrder order = deliver.order();
            String numbers = order.numbers().stream().map(String::valueOf).collect(Collectors.joining(","));
            return "deliver " + order.leaseToken() + " " + order.message() + " " + numbers;
        }
        return "look";
    }

    /** @throws IllegalArgumentException if the text is neither kind */
    static DispatchMessage parse(String text) {
        if (text.equals("look")) {
            return new Look();
        }
        String[] words = text.split(" ", -1);
        if (words.length != 4 || !words[0].equals("deliver")) {
            throw new IllegalArgumentException("not a dispatch message");
        }
        List<Integer> numbers =
                Arrays.stream(words[3].split(",", -1)).map(Integer::valueOf).toList();
        return new Deliver(new DeliveryOrder(Long.parseLong(words[1]), MessageId.parse(words[2]), numbers));
    }
}
