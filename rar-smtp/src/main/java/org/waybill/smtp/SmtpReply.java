package org.waybill.smtp;

import java.util.ArrayList;
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

    // Answers that depend on nothing, in the order of a session.

    /** RFC 5321 §3.8: the code that says the connection is closed. */
    public static final int CLOSING = 421;

    /** RFC 5321 §4.1.1.9, §4.1.1.5, §4.1.1.2. */
    public static final SmtpReply OK = of(250, "2.0.0", "Ok");

    /** RFC 5321 §3.5.3: neither yes nor no, so that nobody can harvest addresses. */
    public static final SmtpReply CANNOT_VRFY = of(252, "2.5.2", "Cannot verify, but will take a mail and try");

    /** RFC 5321 §4.1.1.8. */
    public static final SmtpReply HELP = new SmtpReply(
            214,
            EnhancedStatus.parse("2.0.0"),
            List.of(
                    "This is Waybill",
                    "Commands: EHLO HELO LHLO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT",
                    "End of HELP"));

    /** RFC 5321 §4.1.1.10. */
    public static final SmtpReply BYE = of(221, "2.0.0", "Bye");

    /** RFC 3207 §4. */
    public static final SmtpReply READY_FOR_TLS = of(220, "2.0.0", "Ready to start TLS");

    /** RFC 3207 §4. */
    public static final SmtpReply STARTTLS_FIRST = of(530, "5.7.0", "Must issue a STARTTLS command first");

    /** RFC 3207 §6: the buffer behind STARTTLS must not live on. */
    public static final SmtpReply NOTHING_AFTER_STARTTLS =
            of(503, "5.5.1", "Nothing may follow STARTTLS before its reply, closing connection");

    /** RFC 5321 §4.1.1.4. */
    public static final SmtpReply START_MAIL_INPUT = plain(354, "Enter mail, end with \".\" on a line by itself");

    /** RFC 5321 §4.2.4. */
    public static final SmtpReply COMMAND_UNKNOWN = of(500, "5.5.1", "Invalid command: Command unrecognized");

    /** STARTTLS and AUTH where they are not offered. */
    public static final SmtpReply NOT_SUPPORTED = of(503, "5.5.1", "Invalid command: Command not supported");

    /** RFC 5321 §4.2.4. */
    public static final SmtpReply NOT_IMPLEMENTED = of(502, "5.5.1", "Invalid command: Command not implemented");

    /** RFC 5321 §4.1.4. */
    public static final SmtpReply BAD_SEQUENCE = of(503, "5.5.1", "Invalid command: Command not allowed at this point");

    /** RFC 3030 §2: how many octets follow cannot be known, so the connection cannot go on. */
    public static final SmtpReply CHUNK_SYNTAX =
            of(501, "5.5.4", "Invalid command arguments: BDAT needs a size in octets, closing connection");

    /** RFC 3030 §2. */
    public static final SmtpReply CHUNK_OK = of(250, "2.0.0", "Chunk received");

    /** RFC 3030 §3: lines, which is all that DATA has, are not what was declared. */
    public static final SmtpReply BINARY_NEEDS_BDAT =
            of(503, "5.5.1", "Invalid command: BINARYMIME comes by BDAT, not by DATA");

    /** HTTP, TLS without STARTTLS and the like; RFC 7504 has 521 for a host that takes no mail this way. */
    public static final SmtpReply NOT_SMTP = of(521, "5.5.1", "This is not SMTP, closing connection");

    /** RFC 5321 §4.3.1: a client waits for the greeting. */
    public static final SmtpReply TALKED_TOO_EARLY =
            of(554, "5.5.1", "Synchronization error: wait for the greeting, closing connection");

    /** RFC 5321 §4.5.3.1.4. */
    public static final SmtpReply LINE_TOO_LONG = of(500, "5.5.6", "Line too long");

    /** RFC 6531 §3.1. */
    public static final SmtpReply NOT_UTF8 = of(500, "5.5.2", "Commands are ASCII or UTF-8");

    /** RFC 5321 §2.3.8. */
    public static final SmtpReply UNSAFE_COMMAND =
            of(500, "5.5.2", "Lines end with CR LF and hold no NUL, closing connection");

    /** RFC 5321 §2.3.8. */
    public static final SmtpReply UNSAFE_BODY =
            of(550, "5.5.2", "Message with a bare CR, a bare LF or a NUL refused, closing connection");

    /** What a relay could not send on as it is (RFC 5321 §2.3.8). */
    public static final SmtpReply UNSAFE_CHUNK =
            of(550, "5.6.0", "Message with a bare CR, a bare LF or a NUL refused: it is not BINARYMIME");

    /** RFC 5321 §4.1.1.1. */
    public static final SmtpReply HELLO_SYNTAX = of(501, "5.5.4", "Invalid command arguments: Invalid domain name");

    public static final SmtpReply NO_ARGUMENT_EXPECTED =
            of(501, "5.5.4", "Invalid command arguments: No argument expected");

    public static final SmtpReply ARGUMENT_EXPECTED = of(501, "5.5.4", "Invalid command arguments: Argument expected");

    /** RFC 5321 §4.1.1.11. */
    public static final SmtpReply PARAMETER_SYNTAX =
            of(501, "5.5.4", "Invalid command arguments: Parameter syntax error");

    /** RFC 3461 §4.1 and §4.2: NOTIFY and ORCPT. */
    public static final SmtpReply NOTIFICATION_SYNTAX =
            of(553, "5.5.4", "Invalid command arguments: NOTIFY or ORCPT syntax error");

    /** RFC 5321 §4.1.1.11, which has 555; administrators' tools know OpenSMTPD's code. */
    public static final SmtpReply PARAMETER_UNKNOWN =
            of(503, "5.5.4", "Invalid command arguments: Unsupported parameter");

    /** RFC 5321 §4.1.1.2. */
    public static final SmtpReply SENDER_SYNTAX = of(553, "5.1.7", "Sender address syntax error");

    /** RFC 5321 §4.1.1.3. */
    public static final SmtpReply RECIPIENT_SYNTAX = of(501, "5.1.3", "Recipient address syntax error");

    /** RFC 6531 §3.5. */
    public static final SmtpReply NON_ASCII_ADDRESS =
            of(553, "5.6.7", "Addresses outside ASCII are not taken without SMTPUTF8");

    /** RFC 1870 §6. */
    public static final SmtpReply MAIL_TOO_BIG = of(552, "5.3.4", "Message exceeds the fixed maximum message size");

    public static final SmtpReply HEADER_TOO_BIG = of(552, "5.3.4", "Message header exceeds the maximum size");

    /** RFC 5322 §2.1. */
    public static final SmtpReply NO_HEADER =
            of(550, "5.7.1", "Delivery not authorized, message refused: Message is not RFC 2822 compliant");

    /** RFC 5321 §6.3. */
    public static final SmtpReply MAIL_LOOP = of(500, "5.4.6", "Routing loop detected: too many Received headers");

    /** RFC 5321 §4.5.3.1.10. */
    public static final SmtpReply TOO_MANY_RECIPIENTS = of(452, "4.5.3", "Too many recipients");

    public static final SmtpReply TOO_MANY_MAILS = of(452, "4.5.3", "Too many messages in this session");

    /** RFC 2920 §3.1: every recipient was refused. */
    public static final SmtpReply NO_VALID_RECIPIENTS = of(554, "5.5.1", "No valid recipients");

    /** Every recipient was refused, some only for now. */
    public static final SmtpReply NO_RECIPIENTS_YET = of(451, "4.5.1", "No valid recipients, please try again later");

    /** No room on disk; it passes (RFC 3463 X.3.1). */
    public static final SmtpReply SPOOL_FULL = of(452, "4.3.1", "Insufficient system storage, please try again later");

    /** RFC 4954 §6. */
    public static final SmtpReply AUTH_OK = of(235, "2.7.0", "Authentication succeeded");

    /** RFC 4954 §6: for a wrong password and an unknown user alike. */
    public static final SmtpReply AUTH_FAILED = of(535, "5.7.8", "Authentication failed");

    /** RFC 4954 §6: nothing was looked at. */
    public static final SmtpReply AUTH_BLOCKED =
            of(454, "4.7.0", "Too many failed authentications, please try again later");

    /** RFC 4954 §6: passwords could not be looked up. */
    public static final SmtpReply AUTH_UNDECIDED =
            of(454, "4.7.0", "Temporary authentication failure, please try again later");

    /** RFC 4954 §4: Base64, or what is inside. */
    public static final SmtpReply AUTH_SYNTAX = of(501, "5.5.2", "Authentication exchange cannot be read");

    /** RFC 4954 §4. */
    public static final SmtpReply AUTH_CANCELLED = of(501, "5.7.0", "Authentication cancelled");

    /** RFC 4954 §4. */
    public static final SmtpReply MECHANISM_UNKNOWN = of(504, "5.5.4", "Authentication mechanism not offered");

    /** RFC 4954 §6. */
    public static final SmtpReply AUTH_NEEDS_TLS =
            of(538, "5.7.11", "Encryption required for authentication: issue STARTTLS first");

    /** RFC 4954 §6. */
    public static final SmtpReply AUTH_FIRST = of(530, "5.7.0", "Authentication required");

    public static final SmtpReply XCLIENT_REFUSED = of(550, "5.7.0", "XCLIENT is not for your address");

    public static final SmtpReply TOO_MANY_ERRORS = of(421, "4.7.0", "Too many errors, closing connection");

    /** RFC 5321 §4.5.3.2.7. */
    public static final SmtpReply TIMEOUT = of(421, "4.4.2", "Timeout, closing connection");

    /** RFC 5321 §3.8. */
    public static final SmtpReply SHUTTING_DOWN = of(421, "4.3.2", "Service shutting down, closing connection");

    /** RFC 5321 §3.8: whether the client may go on could not be found out. */
    public static final SmtpReply NOT_AVAILABLE =
            of(CLOSING, "4.3.0", "Temporary failure, please try again later, closing connection");

    public static final SmtpReply TOO_MANY_SESSIONS = of(421, "4.3.2", "Too many connections, please try again later");

    public static final SmtpReply TOO_MANY_SESSIONS_OF_SOURCE =
            of(421, "4.7.0", "Too many connections from your address, please try again later");

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

    /**
     * The first line of a session (RFC 5321 §4.2.4, RFC 2033 §4.2).
     *
     * @param protocol ESMTP or LMTP
     */
    public static SmtpReply greeting(String hostname, String protocol) {
        return plain(220, hostname + " " + protocol + " Waybill");
    }

    /** RFC 4954 §4. */
    public static SmtpReply authChallenge(String base64) {
        return plain(334, base64);
    }

    /** @param client its name and address */
    public static SmtpReply helo(String hostname, String client) {
        return plain(250, hostname + " Hello " + client + ", pleased to meet you");
    }

    /** @param client its name and address */
    public static SmtpReply ehlo(String hostname, String client, List<String> capabilities) {
        List<String> lines = new ArrayList<>();
        lines.add(hostname + " Hello " + client + ", pleased to meet you");
        lines.addAll(capabilities);
        return new SmtpReply(250, null, lines);
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

    /**
     * The recipient is taken, but its aliases lead nowhere.
     *
     * @param later whether it may be otherwise later
     */
    public static SmtpReply cannotExpand(MailAddress recipient, boolean later) {
        String text = "Mailing list expansion problem: <" + recipient + ">";
        return later ? of(424, "4.2.4", text) : of(524, "5.2.4", text);
    }

    /** This refusal, naming the recipient that it is about. */
    public SmtpReply about(MailAddress recipient) {
        List<String> named = new ArrayList<>(lines);
        named.set(named.size() - 1, named.get(named.size() - 1) + ": <" + recipient + ">");
        return new SmtpReply(code, status, named);
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
