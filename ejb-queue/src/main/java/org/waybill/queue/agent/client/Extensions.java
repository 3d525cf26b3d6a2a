package org.waybill.queue.agent.client;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a host offers.
 *
 * @param byKeyword parameters by keyword, both in upper case
 */
public record Extensions(Map<String, String> byKeyword) {

    /** A host that was greeted with HELO. */
    static final Extensions NONE = new Extensions(Map.of());

    public Extensions {
        byKeyword = Map.copyOf(byKeyword);
    }

    /** @param reply to EHLO or LHLO; its first line is a greeting */
    public static Extensions of(Reply reply) {
        Map<String, String> byKeyword = new HashMap<>();
        for (String line : reply.lines().subList(1, reply.lines().size())) {
            String text = line.length() > 4 ? line.substring(4).strip().toUpperCase(Locale.ROOT) : "";
            // AUTH=LOGIN is how it was written before it was a standard
            String[] words = text.split("[ =]", 2);
            byKeyword.merge(
                    words[0], words.length > 1 ? words[1].strip() : "", (one, other) -> (one + " " + other).strip());
        }
        return new Extensions(byKeyword);
    }

    public boolean offers(String keyword) {
        return byKeyword.containsKey(keyword);
    }

    /** The words behind a keyword; empty if there are none. */
    String parameters(String keyword) {
        return byKeyword.getOrDefault(keyword, "");
    }

    /** The most octets that a mail may have (RFC 1870 §4), if the host says so. */
    Optional<Long> maxSize() {
        String size = parameters("SIZE");
        return size.matches("[0-9]{1,18}") && !size.matches("0+")
                ? Optional.of(Long.parseLong(size))
                : Optional.empty();
    }
}
