package org.waybill.smtp.session;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;

/** A line to a command, by a table of verbs. Linear in the line's length, which {@link LineDecoder} bounds. */
final class CommandParser {

    private static final Map<String, Function<String, Command>> VERBS = Map.ofEntries(
            entry("EHLO", argument -> hello(argument, true)),
            entry("HELO", argument -> hello(argument, false)),
            entry("MAIL", CommandParser::mail),
            entry("RCPT", CommandParser::rcpt),
            entry("DATA", argument -> alone(argument, new Command.Data())),
            entry("RSET", argument -> alone(argument, new Command.Rset())),
            entry("QUIT", argument -> alone(argument, new Command.Quit())),
            entry("STARTTLS", argument -> alone(argument, new Command.StartTls())),
            entry("NOOP", argument -> new Command.Noop()),
            entry("HELP", argument -> new Command.Help()),
            entry("VRFY", argument -> withArgument(argument, new Command.Vrfy())),
            entry("EXPN", argument -> withArgument(argument, new Command.Expn())),
            // not offered: its chunk follows unasked (RFC 3030 §2), and must not be read as commands
            entry("BDAT", argument -> new Command.Fatal(SmtpReply.CHUNKING_NOT_OFFERED)));

    /** A browser tricked into posting mail begins with one of these. */
    private static final Set<String> HTTP_METHODS =
            Set.of("GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "CONNECT", "PATCH", "TRACE", "PRI");

    private static final Set<String> MAIL_PARAMETERS = Set.of("SIZE", "BODY");
    private static final Set<String> RCPT_PARAMETERS = Set.of();

    private CommandParser() {}

    static Command parse(String line) {
        String trimmed = line.stripTrailing(); // RFC 5321 §4.1.1: trailing white space is tolerated
        int space = trimmed.indexOf(' ');
        String word = space < 0 ? trimmed : trimmed.substring(0, space);
        String verb = AsciiCase.upper(word);
        String argument = space < 0 ? "" : trimmed.substring(space + 1);
        Function<String, Command> reader = VERBS.get(verb);
        if (reader != null) {
            return reader.apply(argument);
        }
        boolean foreign = isHeaderField(word) || (HTTP_METHODS.contains(verb) && !argument.isEmpty());
        return foreign ? new Command.Fatal(SmtpReply.NOT_SMTP) : new Command.Unknown();
    }

    /** {@code Host:}, {@code Subject:} and the like: a header, of HTTP or of a mail whose DATA was refused. */
    private static boolean isHeaderField(String word) {
        int colon = word.indexOf(':');
        return colon > 0
                && word.substring(0, colon)
                        .chars()
                        .allMatch(c -> c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    }

    private static Command alone(String argument, Command command) {
        return argument.isEmpty() ? command : new Command.Malformed(SmtpReply.NO_ARGUMENT_EXPECTED);
    }

    private static Command withArgument(String argument, Command command) {
        return argument.isBlank() ? new Command.Malformed(SmtpReply.ARGUMENT_EXPECTED) : command;
    }

    private static Command hello(String argument, boolean extended) {
        String name = argument.strip();
        // RFC 6531 §3.7.1: a name outside ASCII comes in A-labels, since SMTPUTF8 is not agreed yet
        if (!MailAddress.isDomain(name) || name.chars().anyMatch(c -> c >= 0x80)) {
            return new Command.Malformed(SmtpReply.HELLO_SYNTAX);
        }
        return new Command.Hello(name, extended);
    }

    private static Command mail(String argument) {
        Path path = Path.behind("FROM:", argument);
        EsmtpParameters parameters = EsmtpParameters.parse(path.rest(), MAIL_PARAMETERS);
        if (!path.wellFormed()) {
            return new Command.Malformed(SmtpReply.SENDER_SYNTAX);
        }
        try {
            ReversePath sender = ReversePath.parse(path.mailbox());
            if (sender instanceof ReversePath.From from
                    && from.address().domain().isEmpty()) {
                return new Command.Malformed(SmtpReply.SENDER_SYNTAX);
            }
            if (sender instanceof ReversePath.From from && !from.address().isAscii()) {
                return new Command.Malformed(SmtpReply.NON_ASCII_ADDRESS);
            }
            return parameters
                    .problem()
                    .<Command>map(Command.Malformed::new)
                    .orElseGet(() -> new Command.Mail(sender, MailParameters.NONE.withDeclaredSize(parameters.size())));
        } catch (IllegalArgumentException e) {
            return new Command.Malformed(SmtpReply.SENDER_SYNTAX);
        }
    }

    private static Command rcpt(String argument) {
        Path path = Path.behind("TO:", argument);
        EsmtpParameters parameters = EsmtpParameters.parse(path.rest(), RCPT_PARAMETERS);
        if (!path.wellFormed() || path.mailbox().isEmpty()) {
            return new Command.Malformed(SmtpReply.RECIPIENT_SYNTAX);
        }
        try {
            MailAddress recipient = MailAddress.parse(path.mailbox());
            if (!recipient.isAscii()) {
                return new Command.Malformed(SmtpReply.NON_ASCII_ADDRESS);
            }
            return parameters
                    .problem()
                    .<Command>map(Command.Malformed::new)
                    .orElseGet(() -> new Command.Rcpt(recipient, RcptParameters.NONE));
        } catch (IllegalArgumentException e) {
            return new Command.Malformed(SmtpReply.RECIPIENT_SYNTAX);
        }
    }

    /**
     * The angle brackets of MAIL and RCPT.
     *
     * @param wellFormed whether there was such a thing
     * @param mailbox what stands inside, without a source route
     * @param rest what stands behind
     */
    private record Path(boolean wellFormed, String mailbox, String rest) {

        private static final Path NONE = new Path(false, "", "");

        static Path behind(String keyword, String argument) {
            String text = argument.stripLeading();
            if (!text.regionMatches(true, 0, keyword, 0, keyword.length())) {
                return NONE;
            }
            // RFC 5321 §3.3 forbids a space behind the colon; too many clients send one to insist
            String path = text.substring(keyword.length()).stripLeading();
            int end = end(path);
            boolean dividedFromRest = end > 0 && (end + 1 == path.length() || path.charAt(end + 1) == ' ');
            return dividedFromRest ? withoutRoute(path.substring(1, end), path.substring(end + 1)) : NONE;
        }

        /** The index of the closing bracket, which does not count inside a quoted local part. */
        private static int end(String path) {
            if (!path.startsWith("<")) {
                return -1;
            }
            boolean quoted = false;
            for (int i = 1; i < path.length(); i++) {
                char c = path.charAt(i);
                if (quoted && c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (c == '>' && !quoted) {
                    return i;
                }
            }
            return -1;
        }

        /** RFC 5321 §4.1.1.3: {@code @one,@two:} is accepted and ignored. */
        private static Path withoutRoute(String inside, String rest) {
            if (!inside.startsWith("@")) {
                return new Path(true, inside, rest);
            }
            int colon = inside.indexOf(':');
            boolean route = colon > 0 && colon + 1 < inside.length();
            if (!route) {
                return NONE;
            }
            for (String hop : inside.substring(0, colon).split(",", -1)) {
                if (!hop.startsWith("@") || !MailAddress.isDomain(hop.substring(1))) {
                    return NONE;
                }
            }
            return new Path(true, inside.substring(colon + 1), rest);
        }
    }
}
