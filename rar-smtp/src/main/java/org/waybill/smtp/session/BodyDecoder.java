package org.waybill.smtp.session;

import java.nio.ByteBuffer;

/**
 * The octets behind DATA: removes the dots of transparency (RFC 5321 §4.5.2) and finds the end, which is CR LF . CR LF
 * and nothing else. A bare CR, a bare LF or a NUL stops it at once, so none of them can reach a mail in the queue, and
 * no server behind us can read another end of data into it.
 *
 * <pre>
 *            octet            CR            LF
 *   ┌──────┐ ──────► ┌──────┐ ────► ┌────┐ ────► (line start)
 *   │ LINE │         │ LINE │       │ CR │
 *   │START │ ◄────────────────────  └────┘ ──────► unsafe: anything but LF
 *   └──────┘
 *      │ .        CR             LF
 *      └► ┌─────┐ ────► ┌────────┐ ────► ended
 *         │ DOT │       │ DOT CR │ ────► unsafe: anything but LF
 *         └─────┘ ─ octet ─► LINE, the dot is dropped
 * </pre>
 *
 * A mail that breaks a limit is read to its end and dropped, since only its end tells where commands go on.
 */
public final class BodyDecoder implements BodyReader {

    private enum At {
        LINE_START,
        LINE,
        CR,
        DOT,
        DOT_CR,
        END
    }

    private final MailContent content;
    private At at = At.LINE_START;

    /** @param maxSize in octets, dots removed, CR LF counted (RFC 1870 §5) */
    public BodyDecoder(long maxSize) {
        this(maxSize, false);
    }

    /** @param headerRequired whether the first line has to be a field, or empty */
    BodyDecoder(long maxSize, boolean headerRequired) {
        this.content = new MailContent(maxSize, headerRequired);
    }

    @Override
    public boolean decode(ByteBuffer in, ByteBuffer out) {
        while (at != At.END && in.hasRemaining()) {
            if (at == At.LINE) {
                copyText(in, out);
            }
            if (in.hasRemaining()) {
                at = next(in.get(), out);
            }
        }
        return at == At.END;
    }

    /** Within a line behind the header nothing counts but the next CR, LF or NUL: what lies before it goes in one piece. */
    private void copyText(ByteBuffer in, ByteBuffer out) {
        int limit = content.copyable(in.remaining());
        int count = 0;
        while (count < limit && isText(in.get(in.position() + count))) {
            count++;
        }
        content.copy(in, count, out);
    }

    private static boolean isText(byte octet) {
        return octet != '\r' && octet != '\n' && octet != 0;
    }

    @Override
    public boolean ended() {
        return at == At.END;
    }

    @Override
    public BodyOutcome outcome() {
        return content.outcome();
    }

    private At next(byte octet, ByteBuffer out) {
        return switch (at) {
            case LINE_START -> octet == '.' ? At.DOT : text(octet, out);
            case LINE -> text(octet, out);
            case CR -> octet == '\n' ? lineEnd(out) : unsafe();
            case DOT -> octet == '\r' ? At.DOT_CR : text(octet, out);
            case DOT_CR -> octet == '\n' ? At.END : unsafe();
            case END -> At.END;
        };
    }

    private At text(byte octet, ByteBuffer out) {
        if (octet == '\r') {
            return At.CR;
        }
        if (octet == '\n' || octet == 0) {
            return unsafe();
        }
        content.emit(octet, out);
        return At.LINE;
    }

    private At lineEnd(ByteBuffer out) {
        content.emit((byte) '\r', out);
        content.emit((byte) '\n', out);
        return At.LINE_START;
    }

    private At unsafe() {
        content.unsafe();
        return At.END;
    }
}
