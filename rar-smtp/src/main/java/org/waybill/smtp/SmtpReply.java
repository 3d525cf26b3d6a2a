package org.waybill.smtp;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reply of an SMTP server: code, enhanced status and text (RFC 5321 §4.2, RFC 2034). Every sentence that Waybill says
 * to a client is made here, so that a client gets a generic text and the reason goes to the log.
 *
 * @param code 200 to 599
 * @param status the enhanced status, null only for the replies that RFC 2034 leaves without one (greeting, HELO, 354)
 * @param lines the text, at least one line, without CR, LF or other controls
 */
public record SmtpReply(int code, @Nullable EnhancedStatus status, List<String> lines) {

    public SmtpReply {
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("a reply code lies within 200..599, not " + code);
        }
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a reply has at least one line");
        }
        for (String line : lines) {
            if (line.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
                throw new IllegalArgumentException("a reply line holds no control characters");
            }
        }
    }

    /** One line with an enhanced status such as {@code 5.1.1}. */
    public static SmtpReply of(int code, String status, String text) {
        return new SmtpReply(code, EnhancedStatus.parse(status), List.of(text));
    }

    /** One line without an enhanced status. */
    public static SmtpReply plain(int code, String text) {
        return new SmtpReply(code, null, List.of(text));
    }

    /** {@code 250 2.0.0 <id> Message accepted for delivery}: said only once the mail is on stable storage. */
    public static SmtpReply accepted(MessageId id) {
        return of(250, "2.0.0", id + " Message accepted for delivery");
    }

    /** The recipient is good; how it will be delivered is decided. */
    public static SmtpReply recipientOk() {
        return of(250, "2.1.5", "Destination address valid: Recipient ok");
    }

    /** No rule accepts the recipient, or its user does not exist. */
    public static SmtpReply invalidRecipient(MailAddress recipient) {
        return of(550, "5.1.1", "Invalid recipient: <" + recipient + ">");
    }

    /** Something could not be looked up; never an answer about the recipient itself. */
    public static SmtpReply temporaryFailure() {
        return of(451, "4.3.0", "Temporary failure, please try again later");
    }

    /** The application could not take the mail to disk: the client keeps it. */
    public static SmtpReply notStored() {
        return of(451, "4.3.0", "Message could not be stored, please try again later");
    }

    public boolean isPositive() {
        return code < 400;
    }

    public boolean isTransient() {
        return code >= 400 && code < 500;
    }

    public boolean isPermanent() {
        return code >= 500;
    }

    /** The enhanced status, or the general one of the code's class (RFC 3463 X.0.0) where the reply has none. */
    public EnhancedStatus statusOrGeneral() {
        return Objects.requireNonNullElseGet(status, () -> new EnhancedStatus(isPositive() ? 2 : code / 100, 0, 0));
    }

    /** The wire form, lines ended by CR LF. */
    public String toWire() {
        StringBuilder wire = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            wire.append(code).append(i < lines.size() - 1 ? '-' : ' ');
            if (status != null) {
                wire.append(status).append(' ');
            }
            wire.append(lines.get(i)).append("\r\n");
        }
        return wire.toString();
    }

    /** One line for logs and history. */
    @Override
    public String toString() {
        return code + " " + (status == null ? "" : status + " ") + String.join(" / ", lines);
    }
}
