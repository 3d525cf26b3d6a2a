package org.waybill.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The encoding of parameter values that hold what a command line cannot (RFC 3461 §4): {@code +} and two hex digits. */
public final class Xtext {

    private static final String HEX = "0123456789ABCDEF";
    private static final int LAST_CONTROL = 0x9f;

    private Xtext() {}

    /**
     * The value that an encoded one stands for.
     *
     * @throws IllegalArgumentException if it is no xtext, or stands for octets that are no UTF-8 or for controls
     */
    public static String decode(String encoded) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            int c = encoded.codePointAt(i);
            if (c == '+') {
                octets.write(octet(encoded, i + 1));
                i += 2;
            } else if (isPlain(c) || c > LAST_CONTROL) {
                octets.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(c) - 1;
            } else {
                throw new IllegalArgumentException("expected printable characters without '=', encoded where needed");
            }
        }
        return text(octets.toByteArray());
    }

    private static int octet(String encoded, int at) {
        int high = at + 1 < encoded.length() ? HEX.indexOf(encoded.charAt(at)) : -1;
        int low = high < 0 ? -1 : HEX.indexOf(encoded.charAt(at + 1));
        if (low < 0) {
            throw new IllegalArgumentException("expected two hex digits in capitals behind '+'");
        }
        return high * 16 + low;
    }

    private static String text(byte[] octets) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("expected no control characters");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("expected UTF-8", e);
        }
    }

    /** The encoded form of a value. */
    public static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            int c = octet & 0xff;
            if (isPlain(c)) {
                encoded.append((char) c);
            } else {
                encoded.append('+').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7f && c != '+' && c != '=';
    }
}
