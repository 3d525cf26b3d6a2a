package org.waybill.smtp.session;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.Xtext;
import org.waybill.smtp.session.Command.Greeting;
import org.waybill.smtp.session.EsmtpParameters.Refused;

/** A line to a command, by a table of verbs. Linear in the line's length, which {@link LineDecoder} bounds. */
final class CommandParser {

    /** Reads what stands behind a verb. */
    private interface ArgumentReader {
        Command read(String argument, Set<Extension> offered) throws Refused;
    }

    private static final Map<String, ArgumentReader> VERBS = Map.ofEntries(
            entry("EHLO", (argument, offered) -> hello(argument, Greeting.EHLO)),
            entry("HELO", (argument, offered) -> hello(argument, Greeting.HELO)),
            entry("LHLO", (argument, offered) -> hello(argument, Greeting.LHLO)),
            entry("MAIL", CommandParser::mail),
            entry("RCPT", CommandParser::rcpt),
            entry("DATA", (argument, offered) -> alone(argument, new Command.Data())),
            entry("BDAT", (argument, offered) -> bdat(argument)),
            entry("RSET", (argument, offered) -> alone(argument, new Command.Rset())),
            entry("QUIT", (argument, offered) -> alone(argument, new Command.Quit())),
            entry("STARTTLS", (argument, offered) -> alone(argument, new Command.StartTls())),
            entry("AUTH", (argument, offered) -> auth(argument)),
            entry("XCLIENT", (argument, offered) -> xclient(argument)),
            entry("NOOP", (argument, offered) -> new Command.Noop()),
            entry("HELP", (argument, offered) -> new Command.Help()),
            entry("VRFY", (argument, offered) -> withArgument(argument, new Command.Vrfy())),
            entry("EXPN", (argument, offered) -> withArgument(argument, new Command.Expn())));

    /** A browser tricked into posting mail begins with one of these. */
    private static final Set<String> HTTP_METHODS =
            Set.of("GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "CONNECT", "PATCH", "TRACE", "PRI");

    private static final Pattern CHUNK = Pattern.compile("([0-9]{1,18})( LAST)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRAILING_SPACE = Pattern.compile("[ \\t]+$");

    private CommandParser() {}

    /** @param offered what the session offers now: parameters of other extensions are refused */
    static Command parse(String line, Set<Extension> offered) {
        String trimmed = TRAILING_SPACE.matcher(line).replaceFirst(""); // RFC 5321 §4.1.1: it is tolerated
        int space = trimmed.indexOf(' ');
        String word = space < 0 ? trimmed : trimmed.substring(0, space);
        String verb = AsciiCase.upper(word);
        String argument = space < 0 ? "" : trimmed.substring(space + 1);
        ArgumentReader reader = VERBS.get(verb);
        if (reader != null) {
            try {
                return reader.read(argument, offered);
            } catch (Refused e) {
                return new Command.Malformed(e.reply());
            }
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

    private static Command alone(String argument, Command command) throws Refused {
        if (!argument.isEmpty()) {
            throw new Refused(SmtpReply.NO_ARGUMENT_EXPECTED);
        }
        return command;
    }

    private static Command withArgument(String argument, Command command) throws Refused {
        if (argument.isBlank()) {
            throw new Refused(SmtpReply.ARGUMENT_EXPECTED);
        }
        return command;
    }

    private static Command hello(String argument, Greeting greeting) throws Refused {
        String name = argument.strip();
        if (!isHelloName(name)) {
            throw new Refused(SmtpReply.HELLO_SYNTAX);
        }
        return new Command.Hello(greeting, name);
    }

    /** RFC 6531 §3.7.1: never in UTF-8. */
    static boolean isHelloName(String name) {
        return MailAddress.isDomain(name) && name.chars().noneMatch(c -> c >= 0x7f);
    }

    private static Command mail(String argument, Set<Extension> offered) throws Refused {
        PathArgument path = PathArgument.behind("FROM:", argument);
        if (!path.wellFormed()) {
            throw new Refused(SmtpReply.SENDER_SYNTAX);
        }
        ReversePath sender = sender(path.mailbox());
        MailParameters parameters = EsmtpParameters.ofMail(path.rest(), offered);
        if (sender instanceof ReversePath.From from && !from.address().isAscii() && !parameters.smtpUtf8()) {
            throw new Refused(SmtpReply.NON_ASCII_ADDRESS);
        }
        return new Command.Mail(sender, parameters);
    }

    private static ReversePath sender(String mailbox) throws Refused {
        try {
            ReversePath sender = ReversePath.parse(mailbox);
            if (sender instanceof ReversePath.From from
                    && from.address().domain().isEmpty()) {
                throw new Refused(SmtpReply.SENDER_SYNTAX);
            }
            return sender;
        } catch (IllegalArgumentException e) {
            throw new Refused(SmtpReply.SENDER_SYNTAX);
        }
    }

    private static Command rcpt(String argument, Set<Extension> offered) throws Refused {
        PathArgument path = PathArgument.behind("TO:", argument);
        if (!path.wellFormed() || path.mailbox().isEmpty()) {
            throw new Refused(SmtpReply.RECIPIENT_SYNTAX);
        }
        MailAddress recipient = recipient(path.mailbox());
        RcptParameters parameters = EsmtpParameters.ofRcpt(path.rest(), offered);
        return new Command.Rcpt(recipient, parameters);
    }

    private static MailAddress recipient(String mailbox) throws Refused {
        try {
            return MailAddress.parse(mailbox);
        } catch (IllegalArgumentException e) {
            throw new Refused(SmtpReply.RECIPIENT_SYNTAX);
        }
    }

    /** What follows a size that cannot be read is a chunk of nobody knows how many octets, so there is no going on. */
    private static Command bdat(String argument) {
        Matcher chunk = CHUNK.matcher(argument);
        return chunk.matches()
                ? new Command.Bdat(Long.parseLong(chunk.group(1)), chunk.group(2) != null)
                : new Command.Fatal(SmtpReply.CHUNK_SYNTAX);
    }

    private static Command auth(String argument) throws Refused {
        String[] words = argument.strip().split(" +");
        if (words[0].isEmpty() || words.length > 2) {
            throw new Refused(SmtpReply.AUTH_SYNTAX);
        }
        return new Command.Auth(words[0], words.length == 2 ? Optional.of(words[1]) : Optional.empty());
    }

    private static Command xclient(String argument) throws Refused {
        Map<String, String> attributes = new HashMap<>();
        for (String word : argument.strip().split(" +")) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new Refused(SmtpReply.PARAMETER_SYNTAX);
            }
            try {
                attributes.put(AsciiCase.upper(word.substring(0, equals)), Xtext.decode(word.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                throw new Refused(SmtpReply.PARAMETER_SYNTAX);
            }
        }
        return new Command.XClient(attributes);
    }
}
