package org.waybill.smtp.session.sasl;

import java.util.List;

/**
 * The attributes of a SCRAM message (RFC 5802 §5.1, §7): those that its place in the exchange demands, in order, then
 * extensions, which are passed over. The mandatory extension {@code m} is unknown to us wherever it stands, and must then
 * end the exchange.
 *
 * @param values of those that were demanded; none is empty
 */
record ScramAttributes(List<String> values) {

    ScramAttributes {
        values = List.copyOf(values);
    }

    static ScramAttributes parse(String text, String... names) throws SaslSyntaxException {
        String[] attributes = text.split(",", -1);
        if (attributes.length < names.length) {
            throw new SaslSyntaxException("too few attributes");
        }
        String[] values = new String[names.length];
        for (int i = 0; i < attributes.length; i++) {
            check(attributes[i]);
            if (i < names.length) {
                values[i] = value(attributes[i], names[i]);
            }
        }
        return new ScramAttributes(List.of(values));
    }

    /** attr-val = ALPHA "=" value. */
    private static void check(String attribute) throws SaslSyntaxException {
        if (attribute.length() < 3 || !isLetter(attribute.charAt(0)) || attribute.charAt(1) != '=') {
            throw new SaslSyntaxException("an attribute is a letter, '=' and a value");
        }
        if (attribute.charAt(0) == 'm') {
            throw new SaslSyntaxException("a mandatory extension");
        }
        if (attribute.indexOf('\0') >= 0) {
            throw new SaslSyntaxException("a NUL in an attribute");
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String value(String attribute, String name) throws SaslSyntaxException {
        if (!attribute.startsWith(name)) {
            throw new SaslSyntaxException("expected the attribute " + name);
        }
        return attribute.substring(2);
    }

    String value(int index) {
        return values.get(index);
    }
}
