package org.waybill.smtp.session;

import java.util.Map;
import java.util.Optional;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;

/** One command of the client, its syntax checked (RFC 5321 §4.1). Whether it may come now is the session's question. */
public sealed interface Command {

    /** The three ways to say hello. */
    enum Greeting {
        HELO,
        EHLO,
        /** RFC 2033 §4.1. */
        LHLO
    }

    /**
     * HELO, EHLO or LHLO.
     *
     * @param name a domain or an address literal
     */
    record Hello(Greeting greeting, String name) implements Command {}

    /**
     * MAIL FROM.
     *
     * @param parameters what stood behind the path
     */
    record Mail(ReversePath sender, MailParameters parameters) implements Command {}

    /** RCPT TO; the recipient may lack a domain. */
    record Rcpt(MailAddress recipient, RcptParameters parameters) implements Command {}

    record Data() implements Command {}

    /**
     * BDAT (RFC 3030 §2); the chunk follows at once.
     *
     * @param size in octets
     * @param last whether the mail ends with it
     */
    record Bdat(long size, boolean last) implements Command {}

    record Rset() implements Command {}

    record StartTls() implements Command {}

    /**
     * AUTH (RFC 4954 §4).
     *
     * @param mechanism as the client wrote it
     * @param initialResponse in Base64, or {@code =}; it may hold a password
     */
    record Auth(String mechanism, Optional<String> initialResponse) implements Command {
        /** Without the response. */
        @Override
        public String toString() {
            return "Auth[" + mechanism + "]";
        }
    }

    /** XCLIENT; attributes by name in capitals, decoded. */
    record XClient(Map<String, String> attributes) implements Command {
        public XClient {
            attributes = Map.copyOf(attributes);
        }
    }

    record Noop() implements Command {}

    record Vrfy() implements Command {}

    record Expn() implements Command {}

    record Help() implements Command {}

    record Quit() implements Command {}

    /** No verb of ours. */
    record Unknown() implements Command {}

    /** A verb of ours with something wrong behind it. */
    record Malformed(SmtpReply reply) implements Command {}

    /** Something that makes it unsafe to read on: what follows may not be meant as commands. */
    record Fatal(SmtpReply reply) implements Command {}
}
