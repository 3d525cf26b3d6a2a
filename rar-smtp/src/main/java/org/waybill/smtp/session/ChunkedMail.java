package org.waybill.smtp.session;

import java.nio.ByteBuffer;
import org.waybill.smtp.BodyType;

/**
 * A mail that comes in chunks (RFC 3030 §2). No dots, and its end is counted, so nothing can be smuggled by what it holds.
 * Still a mail that is not declared binary is text, which a relay may send on by DATA: a bare CR, a bare LF or a NUL in it
 * is refused here as it is there, and a last line without CR LF gets one.
 */
final class ChunkedMail {

    private final MailContent content;
    private final boolean text;
    private boolean afterCr;
    private boolean afterLine = true;

    /**
     * @param maxSize in octets
     * @param headerRequired whether the first line has to be a field, or empty
     */
    ChunkedMail(BodyType type, long maxSize, boolean headerRequired) {
        this.content = new MailContent(maxSize, headerRequired);
        this.text = type != BodyType.BINARY_MIME;
    }

    BodyOutcome outcome() {
        return content.outcome();
    }

    /** Takes the next octets. */
    void take(ByteBuffer in, int count, ByteBuffer out) {
        int end = in.position() + count;
        while (in.position() < end) {
            int copied = plain(in, content.copyable(end - in.position()));
            if (copied > 0) {
                content.copy(in, copied, out);
            } else {
                next(in.get(), out);
            }
        }
    }

    /** The last chunk has been taken. */
    void finish(ByteBuffer out) {
        if (text && afterCr) {
            content.unsafe();
        } else if (text && !afterLine) {
            content.emit((byte) '\r', out);
            content.emit((byte) '\n', out);
        }
    }

    /** How many of the next octets change no state. */
    private int plain(ByteBuffer in, int limit) {
        if (!text) {
            return limit;
        }
        if (afterCr || afterLine) {
            return 0;
        }
        int count = 0;
        while (count < limit && isText(in.get(in.position() + count))) {
            count++;
        }
        return count;
    }

    private static boolean isText(byte octet) {
        return octet != '\r' && octet != '\n' && octet != 0;
    }

    private void next(byte octet, ByteBuffer out) {
        boolean bare = octet == 0 || (octet == '\n') != afterCr;
        if (text && bare) {
            content.unsafe();
        }
        afterCr = octet == '\r';
        afterLine = octet == '\n';
        content.emit(octet, out);
    }
}
