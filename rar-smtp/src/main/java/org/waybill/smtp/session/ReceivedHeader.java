package org.waybill.smtp.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.MailTransaction.Recipient;

/**
 * The trace field put before each mail (RFC 5321 §4.4). Every part of it has been checked when it came in, so no part can
 * end the line.
 *
 * @param hostname ours
 * @param recipients named only when there is one: a second name would tell each reader of the others (§7.6)
 */
public record ReceivedHeader(String hostname, Peer peer, MessageId id, List<Recipient> recipients) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

    public ReceivedHeader {
        recipients = List.copyOf(recipients);
    }

    /** The field with its line end. */
    public String at(Instant now) {
        StringBuilder field = new StringBuilder("Received: from ");
        field.append(peer.helo()).append(" (").append(literal(peer.address())).append(")\r\n");
        field.append("\tby ").append(hostname).append(" (Waybill) with ").append(protocol());
        field.append(" id ").append(id);
        if (peer.secured()) {
            field.append(" (").append(peer.tls()).append(')');
        }
        if (recipients.size() == 1) {
            field.append("\r\n\tfor <").append(recipients.get(0).address()).append('>');
        }
        return field.append(";\r\n\t").append(DATE.format(now)).append("\r\n").toString();
    }

    /** The names of RFC 3848. */
    private String protocol() {
        if (!peer.esmtp()) {
            return "SMTP";
        }
        return "ESMTP" + (peer.secured() ? "S" : "") + (peer.authenticated() ? "A" : "");
    }

    /** An address literal (RFC 5321 §4.1.3), without the zone that a link-local address may carry. */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        return address instanceof Inet6Address ? "[IPv6:" + bare + "]" : "[" + bare + "]";
    }
}
