package org.waybill.smtp;

/** The sender of a mail transaction: an address, or the null path of notifications (RFC 5321 §4.5.5). */
public sealed interface ReversePath {

    /** {@code <>}: nobody is to be told anything about this mail. */
    record Null() implements ReversePath {
        @Override
        public String toString() {
            return "";
        }
    }

    /** An ordinary sender. */
    record From(MailAddress address) implements ReversePath {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** Reads what {@code toString} wrote: the address without brackets, the empty string for the null path. */
    static ReversePath parse(String text) {
        return text.isEmpty() ? new Null() : new From(MailAddress.parse(text));
    }
}
