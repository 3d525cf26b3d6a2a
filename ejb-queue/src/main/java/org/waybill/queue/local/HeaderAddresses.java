package org.waybill.queue.local;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.waybill.queue.core.deliver.HeaderSection;

/** The addresses in a mail's header, for callers that name none besides. */
final class HeaderAddresses {

    private HeaderAddresses() {}

    /**
     * Of To, Cc and Bcc.
     *
     * @throws IllegalArgumentException if such a field cannot be read
     */
    static List<String> recipients(HeaderSection header) {
        List<String> found = new ArrayList<>();
        Stream.of("To", "Cc", "Bcc").forEach(name -> header.values(name).forEach(value -> found.addAll(in(value))));
        return found.stream().distinct().toList();
    }

    /** The first one of From; empty if there is none. */
    static String author(HeaderSection header) {
        return header.values("From").stream()
                .flatMap(value -> in(value).stream())
                .findFirst()
                .orElse("");
    }

    /** Groups stand for their members. */
    private static List<String> in(String octets) {
        String value = new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        List<String> found = new ArrayList<>();
        try {
            for (InternetAddress address : InternetAddress.parseHeader(value, true)) {
                InternetAddress[] members = address.getGroup(true);
                for (InternetAddress one : members == null ? new InternetAddress[] {address} : members) {
                    found.add(one.getAddress());
                }
            }
        } catch (AddressException e) {
            throw new IllegalArgumentException("addresses that cannot be read: " + e.getMessage(), e);
        }
        return found;
    }
}
