package org.waybill.queue.core.deliver;

/**
 * What there is to say of an attempt in one line, code, enhanced status and text, and whose words these are. A report to
 * the sender must not put words into a host's mouth (RFC 3464 §2.3.5, §2.3.6), and leaves out what is only our business:
 * the labels of relay URLs, which name credentials, and the names of tables.
 *
 * @param text for the history, the console and the log; safe to store and log
 * @param toSender the same as far as the mail's sender may know it; safe to send
 * @param remoteHost the name of the host that replied so; empty if we say it ourselves, also where we quote somebody
 */
public record ReplyLine(String text, String toSender, String remoteHost) {

    public ReplyLine {
        text = ReplyText.oneLine(text);
        toSender = ReplyText.oneLine(toSender);
    }

    /** A host's reply, which is the sender's to read. */
    public ReplyLine(String text, String remoteHost) {
        this(text, text, remoteHost);
    }

    /** Our own words, for everybody. */
    public static ReplyLine ours(String text) {
        return new ReplyLine(text, "");
    }

    /** Our own words, and what the sender may know of them. */
    public static ReplyLine ours(String text, String toSender) {
        return new ReplyLine(text, toSender, "");
    }
}
