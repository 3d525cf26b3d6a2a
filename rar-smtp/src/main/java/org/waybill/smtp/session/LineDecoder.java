package org.waybill.smtp.session;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Octets to command lines. Only CR LF ends a line (RFC 5321 §2.3.8); a decoder that also takes a bare LF is what makes
 * SMTP smuggling work. Memory is bounded by {@link #MAX_LINE} whatever arrives.
 */
public final class LineDecoder {

    /** In octets, CR LF included: what a response of AUTH may have (RFC 4954 §4); commands have less. */
    public static final int MAX_LINE = 12_288;

    /** In octets: who sends as much without a line end does not speak SMTP. */
    public static final int MAX_SKIPPED = 64 * 1_024;

    private static final int MAX_TEXT = MAX_LINE - 2;

    /** Small at first: most of ten thousand idle sessions never send a long line. */
    private byte[] text = new byte[128];

    private int length;
    private boolean afterCr;

    /**
     * Takes octets up to the end of one line, or all there are.
     *
     * @return empty when the line goes on in octets that are still to come
     */
    public Optional<CommandLine> decode(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte octet = in.get();
            if (afterCr) {
                return Optional.of(octet == '\n' ? line() : new CommandLine.Unsafe());
            }
            if (octet == '\r') {
                afterCr = true;
            } else if (octet == '\n' || octet == 0) {
                return Optional.of(new CommandLine.Unsafe());
            } else if (length == MAX_SKIPPED) {
                return Optional.of(new CommandLine.Endless());
            } else {
                keep(octet);
            }
        }
        return Optional.empty();
    }

    private void keep(byte octet) {
        if (length < MAX_TEXT) {
            if (length == text.length) {
                text = Arrays.copyOf(text, Math.min(MAX_TEXT, 2 * length));
            }
            text[length] = octet;
        }
        length++;
    }

    private CommandLine line() {
        CommandLine line = length > MAX_TEXT
                ? new CommandLine.TooLong()
                : isAscii() ? new CommandLine.Read(new String(text, 0, length, StandardCharsets.US_ASCII)) : utf8();
        length = 0;
        afterCr = false;
        return line;
    }

    private boolean isAscii() {
        int bits = 0;
        for (int i = 0; i < length; i++) {
            bits |= text[i];
        }
        return bits >= 0;
    }

    /** Strictly: a replacement character in an address would be an address nobody meant. */
    private CommandLine utf8() {
        try {
            ByteBuffer octets = ByteBuffer.wrap(text, 0, length);
            return new CommandLine.Read(
                    StandardCharsets.UTF_8.newDecoder().decode(octets).toString());
        } catch (CharacterCodingException e) {
            return new CommandLine.NotUtf8();
        }
    }
}
