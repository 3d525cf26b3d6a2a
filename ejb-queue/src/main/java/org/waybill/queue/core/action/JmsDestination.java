package org.waybill.queue.core.action;

import java.util.regex.Pattern;

/**
 * A queue or topic of the JMS broker: {@code NAME}, {@code queue:NAME} or {@code topic:NAME}.
 *
 * @param topic whether every subscriber gets a message, and not one of the consumers
 * @param name as the broker knows it
 */
public record JmsDestination(boolean topic, String name) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.$/-]{0,127}");

    /** What this server says to itself; a mail there would be read as an order. */
    private static final String DISPATCH = "waybill.dispatch";

    /** @throws IllegalArgumentException with a sentence */
    public static JmsDestination parse(String text) {
        boolean topic = text.startsWith("topic:");
        String name = topic || text.startsWith("queue:") ? text.substring("topic:".length()) : text;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "expected NAME, queue:NAME or topic:NAME (letters, digits and . _ - / $, at most 128), not '" + text
                            + "'");
        }
        if (name.equals(DISPATCH)) {
            throw new IllegalArgumentException("the destination '" + name + "' is this server's own");
        }
        return new JmsDestination(topic, name);
    }

    @Override
    public String toString() {
        return (topic ? "topic:" : "queue:") + name;
    }
}
