package org.waybill.queue.core.convert;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes a content in an encoding of RFC 2045 §6, piece by piece. */
interface Encoder {

    void write(byte[] octets, int offset, int length);

    /** The content is over. */
    void end();

    /** As it is. */
    record Plain(ByteArrayOutputStream out) implements Encoder {
        @Override
        public void write(byte[] octets, int offset, int length) {
            out.write(octets, offset, length);
        }

        @Override
        public void end() {
            // nothing is kept back
        }
    }

    /** Quoted-printable, whose line ends are the content's. */
    final class Quoted implements Encoder {

        private static final int LINE = 75;
        private static final String HEX = "0123456789ABCDEF";

        private final ByteArrayOutputStream out;
        private int length;

        /** A blank that may turn out to be the last of its line. */
        private int blank = -1;

        private boolean carriageReturn;

        Quoted(ByteArrayOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(byte[] octets, int offset, int count) {
            for (int i = offset; i < offset + count; i++) {
                int octet = octets[i] & 0xff;
                if (carriageReturn && octet == '\n') {
                    lineEnd();
                } else {
                    flush();
                    next(octet);
                }
            }
        }

        private void next(int octet) {
            if (octet == '\r') {
                carriageReturn = true;
            } else if (octet == ' ' || octet == '\t') {
                writeBlank(false);
                blank = octet;
            } else {
                writeBlank(false);
                put(octet, octet > '~' || octet < ' ' || octet == '=');
            }
        }

        /** A carriage return that no line feed followed. */
        private void flush() {
            if (carriageReturn) {
                carriageReturn = false;
                writeBlank(false);
                put('\r', true);
            }
        }

        private void lineEnd() {
            carriageReturn = false;
            writeBlank(true);
            out.write('\r');
            out.write('\n');
            length = 0;
        }

        private void writeBlank(boolean last) {
            if (blank >= 0) {
                put(blank, last);
                blank = -1;
            }
        }

        private void put(int octet, boolean escaped) {
            int width = escaped ? 3 : 1;
            if (length + width > LINE) {
                out.writeBytes(new byte[] {'=', '\r', '\n'});
                length = 0;
            }
            if (escaped) {
                out.write('=');
                out.write(HEX.charAt(octet >> 4));
                out.write(HEX.charAt(octet & 15));
            } else {
                out.write(octet);
            }
            length += width;
        }

        @Override
        public void end() {
            flush();
            writeBlank(true);
        }
    }

    /** Base64. */
    final class Base64Lines implements Encoder {

        private static final int LINE = 57;

        private final ByteArrayOutputStream out;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream(LINE);
        private boolean first = true;

        Base64Lines(ByteArrayOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            int from = offset;
            while (from < offset + length) {
                int some = Math.min(LINE - line.size(), offset + length - from);
                line.write(octets, from, some);
                from += some;
                if (line.size() == LINE) {
                    flush();
                }
            }
        }

        private void flush() {
            if (!first) {
                out.writeBytes(new byte[] {'\r', '\n'});
            }
            first = false;
            out.writeBytes(Base64.getEncoder().encode(line.toByteArray()));
            line.reset();
        }

        @Override
        public void end() {
            if (line.size() > 0) {
                flush();
            }
        }
    }

    /** Base64 as it is, in lines of 76. */
    final class RewrappedBase64 implements Encoder {

        private static final int LINE = 76;

        private final ByteArrayOutputStream out;
        private int length;

        RewrappedBase64(ByteArrayOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(byte[] octets, int offset, int count) {
            for (int i = offset; i < offset + count; i++) {
                if (octets[i] > ' ') {
                    if (length == LINE) {
                        out.writeBytes(new byte[] {'\r', '\n'});
                        length = 0;
                    }
                    out.write(octets[i]);
                    length++;
                }
            }
        }

        @Override
        public void end() {
            // nothing is kept back
        }
    }

    /** Quoted-printable as it is, with soft line breaks where a line is too long. */
    final class RewrappedQuoted implements Encoder {

        private static final int LINE = 75;

        private final ByteArrayOutputStream out;
        private final StringBuilder token = new StringBuilder();
        private int length;

        RewrappedQuoted(ByteArrayOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(byte[] octets, int offset, int count) {
            for (int i = offset; i < offset + count; i++) {
                char octet = (char) (octets[i] & 0xff);
                if (octet == '\n') {
                    put();
                    out.write('\n');
                    length = 0;
                } else {
                    if (token.length() > 0 && token.charAt(0) != '=') {
                        put();
                    }
                    token.append(octet);
                    if (token.length() == 3) {
                        put();
                    }
                }
            }
        }

        private void put() {
            boolean lineEnd = token.length() > 0 && token.charAt(token.length() - 1) == '\r';
            if (!lineEnd && length + token.length() > LINE) {
                out.writeBytes(new byte[] {'=', '\r', '\n'});
                length = 0;
            }
            out.writeBytes(token.toString().getBytes(StandardCharsets.ISO_8859_1));
            length += token.length();
            token.setLength(0);
        }

        @Override
        public void end() {
            put();
        }
    }
}
