package org.waybill.queue.core.convert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.waybill.queue.core.convert.Survey.Change;
import org.waybill.smtp.listener.MessageBody;

/**
 * A content for a next hop that takes lines of ASCII only (no 8BITMIME), or lines of at most 998 octets: parts are encoded
 * in quoted-printable or base64 (RFC 6152 §3), nothing else changes. A content that is signed, or whose header is not ASCII,
 * cannot be written otherwise without being another one.
 */
public sealed interface Conversion {

    /** It can be done. */
    record Done(MessageBody body) implements Conversion {}

    /**
     * It cannot.
     *
     * @param reason part of a sentence
     */
    record Impossible(String reason) implements Conversion {}

    /**
     * Looks through a content whose lines end with CR LF.
     *
     * @param sevenBit whether octets above 127 are in the way; long lines are in any case
     */
    static Conversion of(MessageBody body, boolean sevenBit) throws IOException {
        Survey survey = new Survey(sevenBit);
        try (InputStream in = body.open()) {
            MimeWalker walker = new MimeWalker(survey);
            byte[] octets = new byte[Converted.PIECE];
            for (int read = in.read(octets); read >= 0 && survey.obstacle().isEmpty(); read = in.read(octets)) {
                walker.walk(octets, read);
            }
            if (survey.obstacle().isEmpty()) {
                walker.end();
            }
        } catch (MimeWalker.HeaderTooLong e) {
            return new Impossible("its header is too long");
        }
        return survey.obstacle().isEmpty()
                ? new Done(new ConvertedBody(body, survey.changes(), sevenBit, size(body, survey.changes(), sevenBit)))
                : new Impossible(survey.obstacle());
    }

    private static long size(MessageBody body, List<Change> changes, boolean sevenBit) throws IOException {
        try (InputStream in = new Converted(body.open(), changes, sevenBit)) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** The content as it is sent; converted anew each time it is read. */
    record ConvertedBody(MessageBody original, List<Change> changes, boolean sevenBit, long size)
            implements MessageBody {
        @Override
        public InputStream open() throws IOException {
            return new Converted(original.open(), changes, sevenBit);
        }
    }

    /** Converts while it is read. */
    final class Converted extends InputStream {

        private static final int PIECE = 8 * 1024;

        private final InputStream in;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final MimeWalker walker;
        private byte[] ready = new byte[0];
        private int next;
        private boolean ended;

        Converted(InputStream in, List<Change> changes, boolean sevenBit) {
            this.in = in;
            this.walker = new MimeWalker(new Rewriting(changes, sevenBit, out));
        }

        private boolean fill() throws IOException {
            byte[] octets = new byte[PIECE];
            while (next == ready.length && !ended) {
                int read = in.read(octets);
                if (read < 0) {
                    walker.end();
                    ended = true;
                } else {
                    walker.walk(octets, read);
                }
                ready = out.toByteArray();
                out.reset();
                next = 0;
            }
            return next < ready.length;
        }

        @Override
        public int read() throws IOException {
            return fill() ? ready[next++] & 0xff : -1;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int some = Math.min(length, ready.length - next);
            System.arraycopy(ready, next, octets, offset, some);
            next += some;
            return some;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
