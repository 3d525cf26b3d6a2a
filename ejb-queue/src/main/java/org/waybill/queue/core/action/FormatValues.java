package org.waybill.queue.core.action;

import java.util.function.UnaryOperator;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.users.User;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.ReversePath;

/**
 * What format specifiers stand for at one delivery. Domains are in the one form in which they are compared, so that one
 * mailbox has one directory.
 *
 * @param envelope what is delivered
 * @param user who it is for
 */
public record FormatValues(Envelope envelope, User user) implements UnaryOperator<String> {

    /** What stands for the sender in mbox files where there is none. */
    public static final String NO_SENDER = "MAILER-DAEMON";

    /** The value of a name, empty where there is none. */
    @Override
    public String apply(String name) {
        return switch (name) {
            case "user.username" -> user.name();
            case FormatSpecifier.HOME -> user.home();
            case "mbox.from" -> mboxFrom(envelope.sender());
            case "rcpt", "rcpt.user", "rcpt.domain" -> part(name, envelope.recipient());
            case "dest", "dest.user", "dest.domain" -> part(name, envelope.destination());
            case "sender", "sender.user", "sender.domain" ->
                envelope.sender() instanceof ReversePath.From from ? part(name, from.address()) : "";
            default -> throw new AssertionError(name);
        };
    }

    /** The sender as mbox files name it. */
    public static String mboxFrom(ReversePath sender) {
        return sender instanceof ReversePath.From from
                ? inOneForm(from.address()).toString()
                : NO_SENDER;
    }

    private static String part(String name, MailAddress address) {
        if (name.endsWith(".user")) {
            return address.localPart();
        }
        return name.endsWith(".domain")
                ? address.domainKey()
                : inOneForm(address).toString();
    }

    private static MailAddress inOneForm(MailAddress address) {
        return address.withDomain(address.domainKey());
    }
}
