package org.waybill.queue.core.envelope;

import java.util.Set;
import java.util.stream.Collectors;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.RcptParameters.Notify;
import org.waybill.smtp.Xtext;

/** The values of DSN parameters as they are sent: printable ASCII without blanks, whatever the sender wrote. */
public final class DsnText {

    private static final String UTF8_TYPE = "utf-8";

    private DsnText() {}

    /**
     * The value of ORCPT (RFC 3461 §4.2). The address type {@code utf-8} has an encoding of its own, {@code \x{7528}}, which
     * servers without SMTPUTF8 can take too (RFC 6533 §3, utf-8-addr-xtext).
     *
     * @param text address type, semicolon, address
     */
    public static String originalRecipient(String text) {
        int semicolon = text.indexOf(';');
        String type = text.substring(0, semicolon);
        String address = text.substring(semicolon + 1);
        return type + ";" + (type.equalsIgnoreCase(UTF8_TYPE) ? unicodeXtext(address) : Xtext.encode(address));
    }

    /** The value of ORCPT for a recipient whose sender did not give one. */
    public static String originalRecipient(MailAddress recipient) {
        String address = recipient.toString();
        return recipient.isAscii() ? "rfc822;" + Xtext.encode(address) : UTF8_TYPE + ";" + unicodeXtext(address);
    }

    private static String unicodeXtext(String address) {
        return address.codePoints()
                .mapToObj(c -> c > ' ' && c < 0x7f && c != '+' && c != '=' && c != '\\'
                        ? Character.toString(c)
                        : String.format("\\x{%02X}", c))
                .collect(Collectors.joining());
    }

    /** The value of NOTIFY (RFC 3461 §4.1), always in the same order. */
    public static String notifications(Set<Notify> notifications) {
        return notifications.stream().sorted().map(Notify::name).collect(Collectors.joining(","));
    }
}
