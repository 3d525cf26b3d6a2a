package org.waybill.smtp.session;

/**
 * Case as SMTP knows it (RFC 5321 §2.4): of ASCII letters only. {@link String#toUpperCase()} makes an S of U+017F and an I
 * of U+0131, so that a verb could be spelled in ways that no other server reads.
 */
final class AsciiCase {

    private AsciiCase() {}

    static String upper(String text) {
        StringBuilder upper = new StringBuilder(text);
        for (int i = 0; i < upper.length(); i++) {
            char c = upper.charAt(i);
            if (c >= 'a' && c <= 'z') {
                upper.setCharAt(i, (char) (c - 'a' + 'A'));
            }
        }
        return upper.toString();
    }
}
