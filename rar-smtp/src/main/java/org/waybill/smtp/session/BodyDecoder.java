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
public final class BodyDecoder {

    private enum At {
        LINE_START,
        LINE,
        CR,
        DOT,
        DOT_CR,
        END
    }

    private final long maxSize;
    private final HeaderScan header = new HeaderScan();
    private At at = At.LINE_START;
    private BodyOutcome outcome = BodyOutcome.COMPLETE;
    private long size;

    /** @param maxSize in octets, dots removed, CR LF counted (RFC 1870 §5) */
    public BodyDecoder(long maxSize) {
        this.maxSize = maxSize;
    }

    /**
     * Decodes what there is, up to the end of data.
     *
     * @param out takes the mail's octets; it needs room for one more than {@code in} has, for a CR held back
     * @return whether this was the end; octets behind it stay in {@code in}
     */
    public boolean decode(ByteBuffer in, ByteBuffer out) {
        while (at != At.END && in.hasRemaining()) {
            if (at == At.LINE && !header.open() && outcome == BodyOutcome.COMPLETE) {
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
        int from = in.position();
        int limit = (int) Math.min(in.limit(), from + maxSize - size);
        int to = from;
        while (to < limit && isText(in.get(to))) {
            to++;
        }
        out.put(out.position(), in, from, to - from);
        out.position(out.position() + to - from);
        in.position(to);
        size += to - from;
    }

    private static boolean isText(byte octet) {
        return octet != '\r' && octet != '\n' && octet != 0;
    }

    /** What became of the body, once {@link #decode} has said that it ended. */
    public BodyOutcome outcome() {
        return outcome;
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
        emit(octet, out);
        return At.LINE;
    }

    private At lineEnd(ByteBuffer out) {
        emit((byte) '\r', out);
        emit((byte) '\n', out);
        return At.LINE_START;
    }

    private At unsafe() {
        outcome = BodyOutcome.UNSAFE;
        return At.END;
    }

    private void emit(byte octet, ByteBuffer out) {
        if (outcome != BodyOutcome.COMPLETE) {
            return;
        }
        size++;
        header.accept(octet);
        if (size > maxSize) {
            outcome = BodyOutcome.TOO_BIG;
        } else if (header.tooBig()) {
            outcome = BodyOutcome.HEADER_TOO_BIG;
        } else if (header.looping()) {
            outcome = BodyOutcome.LOOP;
        } else {
            out.put(octet);
        }
    }
}
