package org.waybill.queue.core.settle;

/** The content transfer encoding of RFC 2045 §6.7, for text with CR LF line ends. */
final class QuotedPrintable {

    private static final int MAX_LINE = 75;

    private QuotedPrintable() {}

    /**
     * Encodes octets, one character each.
     *
     * @return ASCII in lines of at most 76 characters
     */
    static String encode(String octets) {
        StringBuilder encoded = new StringBuilder(octets.length() + octets.length() / 8);
        int length = 0;
        for (int i = 0; i < octets.length(); i++) {
            if (octets.startsWith("\r\n", i)) {
                encoded.append("\r\n");
                length = 0;
                i++;
                continue;
            }
            String token = token(octets, i);
            if (length + token.length() > MAX_LINE) {
                encoded.append("=\r\n");
                length = 0;
            }
            encoded.append(token);
            length += token.length();
        }
        return encoded.toString();
    }

    private static String token(String octets, int at) {
        char c = octets.charAt(at);
        boolean blank = c == ' ' || c == '\t';
        boolean lineEnds = at + 1 == octets.length() || octets.startsWith("\r\n", at + 1);
        boolean literal = c > ' ' && c < 0x7f && c != '=';
        return literal || (blank && !lineEnds) ? String.valueOf(c) : String.format("=%02X", (int) c);
    }
}
