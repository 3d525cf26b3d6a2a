package org.waybill.queue.core.expand;

import org.waybill.smtp.MailAddress;
import org.waybill.smtp.SmtpReply;

/** What may stand in the value of an alias, in a list that it includes, or in a .forward file (aliases(5), forward(5)). */
public sealed interface AliasEntry {

    /** {@code error:550 text}: the client gets this reply. */
    record Refusal(SmtpReply reply) implements AliasEntry {
        @Override
        public String toString() {
            return "error:" + reply;
        }
    }

    /** {@code :include:/file}: whoever stands in the file. */
    record Include(String path) implements AliasEntry {
        @Override
        public String toString() {
            return ":include:" + path;
        }
    }

    /** {@code |command} */
    record Command(String command) implements AliasEntry {
        @Override
        public String toString() {
            return "|" + command;
        }
    }

    /** {@code /file} */
    record MailFile(String path) implements AliasEntry {
        @Override
        public String toString() {
            return path;
        }
    }

    /** {@code user@domain}: goes through the rules again. */
    record Address(MailAddress address) implements AliasEntry {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** {@code user} or {@code user+tag} */
    record User(String name) implements AliasEntry {
        @Override
        public String toString() {
            return name;
        }
    }
}
