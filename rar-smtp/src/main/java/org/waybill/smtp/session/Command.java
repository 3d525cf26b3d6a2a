package org.waybill.smtp.session;

import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;

/** One command of the client, its syntax checked (RFC 5321 §4.1). Whether it may come now is the session's question. */
public sealed interface Command {

    /**
     * HELO or EHLO.
     *
     * @param name a domain or an address literal
     * @param extended whether it was EHLO
     */
    record Hello(String name, boolean extended) implements Command {}

    /**
     * MAIL FROM.
     *
     * @param parameters what stood behind the path
     */
    record Mail(ReversePath sender, MailParameters parameters) implements Command {}

    /** RCPT TO; the recipient may lack a domain. */
    record Rcpt(MailAddress recipient, RcptParameters parameters) implements Command {}

    record Data() implements Command {}

    record Rset() implements Command {}

    record StartTls() implements Command {}

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
