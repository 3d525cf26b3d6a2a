package org.waybill.smtp.session.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What all mechanisms ask of the texts that a stranger sends. */
final class SaslText {

    /** Octets of UTF-8 in a user name; RFC 4616 §2 asks for at least as many. */
    static final int MAX_USER = 255;

    /** Octets of UTF-8 in a password: more than any, and little to hash. */
    static final int MAX_PASSWORD = 1_024;

    private SaslText() {}

    /** Base64 in its one canonical form (RFC 4648 §3.2, §3.3, §3.5): padded, and nothing besides. */
    static byte[] base64(String text) throws SaslSyntaxException {
        try {
            byte[] octets = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(octets).equals(text)) {
                return octets;
            }
            throw new SaslSyntaxException("Base64 with wrong padding");
        } catch (IllegalArgumentException e) {
            // its text quotes the octet
            throw new SaslSyntaxException("not Base64");
        }
    }

    static String utf8(byte[] octets) throws SaslSyntaxException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SaslSyntaxException("not UTF-8");
        }
    }

    static String user(String name) throws SaslSyntaxException {
        if (name.isEmpty() || octets(name) > MAX_USER) {
            throw new SaslSyntaxException("a user name has 1 to " + MAX_USER + " octets");
        }
        if (name.codePoints().anyMatch(SaslText::breaksLines)) {
            throw new SaslSyntaxException("a user name has no control characters");
        }
        return name;
    }

    private static boolean breaksLines(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    static String password(String password) throws SaslSyntaxException {
        if (password.isEmpty() || octets(password) > MAX_PASSWORD) {
            throw new SaslSyntaxException("a password has 1 to " + MAX_PASSWORD + " octets");
        }
        if (password.indexOf('\0') >= 0) {
            throw new SaslSyntaxException("a password has no NUL");
        }
        return password;
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
