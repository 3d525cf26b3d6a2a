package org.waybill.queue.core.action;

/** How a mail reaches a user of this server. */
public sealed interface LocalMethod {

    /** The word in the configuration. */
    String kind();

    /** Appended to the user's mailbox in the system's mail spool. The only method that root may receive by. */
    record Mbox() implements LocalMethod {
        @Override
        public String kind() {
            return "mbox";
        }
    }

    /**
     * A file of its own in a maildir.
     *
     * @param path with format specifiers; {@code ~/} is the user's home, any other relative path lies below the data
     *     directory; empty: {@code ~/Maildir} for users with a home, else {@code mail/USER}
     * @param junk whether mail marked {@code X-Spam: yes} goes to the folder {@code .Junk}
     */
    record Maildir(String path, boolean junk) implements LocalMethod {
        @Override
        public String kind() {
            return "maildir";
        }
    }

    /**
     * Standard input of a command.
     *
     * @param command for {@code /bin/sh -c}, with format specifiers
     */
    record Mda(String command) implements LocalMethod {
        @Override
        public String kind() {
            return "mda";
        }
    }

    /**
     * An LMTP server (RFC 2033).
     *
     * @param target {@code host:port}, or the absolute path of a Unix socket
     * @param rcptTo whether RCPT TO is the destination's address; else it is the user name
     */
    record Lmtp(String target, boolean rcptTo) implements LocalMethod {
        @Override
        public String kind() {
            return "lmtp";
        }
    }

    /**
     * {@code expand-only} and {@code forward-only}: nothing can be delivered, recipients lead elsewhere before. An envelope
     * that comes here, because its action was another one when it was accepted, is held.
     */
    record ExpandOnly(String kind) implements LocalMethod {}
}
