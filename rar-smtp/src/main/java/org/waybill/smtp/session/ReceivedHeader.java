package org.waybill.smtp.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.ListenerSpec.Protocol;
import org.waybill.smtp.listener.MailTransaction.Recipient;
import org.waybill.smtp.session.SessionState.MailGiven;

/**
 * The trace field put before each mail (RFC 5321 §4.4), and what else is said of it. Every part has been checked when it
 * came in, so no part can end the line.
 *
 * @param spec of the listener
 * @param hostname what we are called
 * @param mail the transaction
 * @param recipients named only when there is one: a second name would tell each reader of the others (§7.6)
 * @param junk whether the mail is taken for junk
 */
public record ReceivedHeader(
        ListenerSpec spec, String hostname, MailGiven mail, List<Recipient> recipients, boolean junk) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

    private static final String JUNK = "X-Spam: yes\r\n";

    public ReceivedHeader {
        recipients = List.copyOf(recipients);
    }

    /** The field with its line end; behind it a second one if the mail is junk. */
    public String at(Instant now) {
        Peer peer = mail.peer();
        StringBuilder field = new StringBuilder("Received: ");
        if (!spec.trace().maskSource()) {
            field.append("from ").append(peer.helo());
            field.append(" (").append(tcpInfo(peer)).append(")\r\n\t");
        }
        field.append("by ").append(hostname).append(" (Waybill) with ").append(protocol(peer));
        field.append(" id ").append(mail.id());
        if (peer.secured()) {
            field.append(" (").append(peer.tls()).append(')');
        }
        if (spec.trace().authenticatedUser() && peer.authenticated()) {
            field.append("\r\n\t(authenticated as ")
                    .append(comment(peer.user()))
                    .append(')');
        }
        if (recipients.size() == 1) {
            field.append("\r\n\tfor <").append(recipients.get(0).address()).append('>');
        }
        field.append(";\r\n\t").append(DATE.format(now)).append("\r\n");
        return field.append(junk ? JUNK : "").toString();
    }

    /** Only a name that leads back to the address: any other one is a claim, and would be read as a fact. */
    private static String tcpInfo(Peer peer) {
        String address = literal(peer.address());
        return peer.reverse().confirmed() ? peer.reverse().name() + " " + address : address;
    }

    /** The names of RFC 3848 and RFC 6531 §4.3. */
    private String protocol(Peer peer) {
        if (!peer.esmtp()) {
            return "SMTP";
        }
        String name = spec.protocol() == Protocol.LMTP ? "LMTP" : "SMTP";
        String utf8 = mail.parameters().smtpUtf8() ? "UTF8" : spec.protocol() == Protocol.LMTP ? "" : "E";
        return utf8 + name + (peer.secured() ? "S" : "") + (peer.authenticated() ? "A" : "");
    }

    /** Text inside parentheses (RFC 5322 §3.2.2), in ASCII whatever the mail is in. */
    private static String comment(String text) {
        return text.replaceAll("[\\\\()]", "\\\\$0").replaceAll("[^ -~]", "?");
    }

    /** An address literal (RFC 5321 §4.1.3), without the zone that a link-local address may carry. */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        return address instanceof Inet6Address ? "[IPv6:" + bare + "]" : "[" + bare + "]";
    }
}
