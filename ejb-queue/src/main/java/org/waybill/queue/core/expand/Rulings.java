package org.waybill.queue.core.expand;

import org.waybill.queue.core.envelope.ActionName;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.SmtpReply;

/** Port: the rules, asked about the recipient and about each address that comes out of an alias or a .forward file. */
public interface Rulings {

    /** @param forwarded whether the address came out of the expansion, which counts as mail from this server */
    Ruling about(MailAddress address, boolean forwarded);

    /** What the rules and today's actions say. */
    sealed interface Ruling {

        /**
         * An action takes it.
         *
         * @param why which rule it was, for people
         */
        record Taken(ActionName action, ExpansionPolicy policy, String why) implements Ruling {}

        /**
         * Nobody does, or nobody can tell now.
         *
         * @param reason for the log
         */
        record Refused(SmtpReply reply, String reason) implements Ruling {}
    }
}
