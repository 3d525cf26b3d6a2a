package org.waybill.queue.core.submit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.waybill.queue.core.deliver.MailDate;
import org.waybill.queue.core.rules.LocalAddresses;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.MailTransaction;

/**
 * Completes what senders leave to the first server (RFC 6409 §8): addresses without a domain get this server's name, and
 * Bcc fields go. Mail of clients that have signed in, or are on this machine, also gets the Date and Message-ID it lacks;
 * what comes from elsewhere lacks them for good.
 */
public final class HeaderCompletion implements HeaderEdit {

    private static final Set<String> ADDRESSES = Set.of("from", "sender", "reply-to", "to", "cc");

    private static final String BCC = "bcc";

    /** What becomes of octets that are no UTF-8. */
    private static final char REPLACEMENT = '\ufffd';

    private final Function<Peer, String> hostnames;
    private final LocalAddresses own;

    /** @param hostnames what we are called where a client came in */
    public HeaderCompletion(Function<Peer, String> hostnames, LocalAddresses own) {
        this.hostnames = hostnames;
        this.own = own;
    }

    @Override
    public String edited(MailTransaction mail, String header) {
        String hostname = hostnames.apply(mail.peer());
        List<HeaderField> fields = new ArrayList<>();
        HeaderField.of(header).stream()
                .filter(field -> !field.name().equals(BCC))
                .map(field -> ADDRESSES.contains(field.name())
                        ? field.withValue(value -> Mailboxes.mapped(value, found -> complete(found, hostname)))
                        : field)
                .forEach(fields::add);
        if (isOurs(mail.peer())) {
            fields.addAll(headerEnd(fields), missing(mail, hostname, fields));
        }
        return fields.stream().map(HeaderField::text).collect(Collectors.joining());
    }

    private boolean isOurs(Peer peer) {
        return peer.local()
                || peer.authenticated()
                || peer.address().isLoopbackAddress()
                || own.contains(peer.address());
    }

    /** A line that is no field ends the header, whatever comes then. */
    private static int headerEnd(List<HeaderField> fields) {
        int end = 0;
        while (end < fields.size() && !fields.get(end).name().isEmpty()) {
            end++;
        }
        return end;
    }

    private static List<HeaderField> missing(MailTransaction mail, String hostname, List<HeaderField> fields) {
        Set<String> names = fields.stream().map(HeaderField::name).collect(Collectors.toCollection(HashSet::new));
        List<HeaderField> missing = new ArrayList<>();
        if (!names.contains("date")) {
            missing.add(new HeaderField("Date: " + MailDate.of(mail.receivedAt()) + "\r\n"));
        }
        if (!names.contains("message-id")) {
            missing.add(new HeaderField("Message-ID: <" + mail.id() + "@" + hostname + ">\r\n"));
        }
        return missing;
    }

    /** Only what can be nothing but a local part: of two words nobody knows which one is meant. */
    private static String complete(String found, String hostname) {
        String bare = found.strip();
        boolean encoded = bare.startsWith("=?") && bare.endsWith("?=");
        if (encoded || !isLocalPart(bare)) {
            return found;
        }
        int end = found.stripTrailing().length();
        return found.substring(0, end) + "@" + hostname + found.substring(end);
    }

    private static boolean isLocalPart(String octets) {
        try {
            String text = new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            boolean readable = text.indexOf(REPLACEMENT) < 0;
            return readable && MailAddress.parse(text).domain().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
