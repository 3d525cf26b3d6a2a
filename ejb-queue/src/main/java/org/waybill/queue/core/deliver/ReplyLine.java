package org.waybill.queue.core.deliver;

/**
 * What there is to say of an attempt in one line, code, enhanced status and text, and whose words these are. A report to
 * the sender must not put words into a host's mouth (RFC 3464 §2.3.5, §2.3.6).
 *
 * @param text safe to store, log and send
 * @param remoteHost the name of the host that replied so; empty if we say it ourselves, also where we quote somebody
 */
public record ReplyLine(String text, String remoteHost) {

    public ReplyLine {
        text = ReplyText.oneLine(text);
    }

    /** Our own words. */
    public static ReplyLine ours(String text) {
        return new ReplyLine(text, "");
    }
}
