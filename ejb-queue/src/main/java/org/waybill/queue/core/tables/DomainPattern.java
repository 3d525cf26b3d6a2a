package org.waybill.queue.core.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waybill.smtp.AddressLiteral;
import org.waybill.smtp.DomainName;

/**
 * A domain in which {@code *} stands for any run of characters, dots and nothing at all included: {@code *.example.org}
 * matches {@code a.b.example.org}, not {@code example.org}. Names are compared without case, in the form in which the DNS
 * has them ({@link DomainName#toAscii}), whichever form the pattern and the name came in; address literals by what they
 * mean, so that {@code [IPv6:2001:DB8:0::1]} equals {@code [IPv6:2001:db8::1]}.
 *
 * @param text the pattern in the form in which it is compared
 * @param pieces what stands between the stars: one piece for a plain name
 */
record DomainPattern(String text, List<String> pieces) {

    private static final String A_LABEL = "xn--";

    DomainPattern {
        pieces = List.copyOf(pieces);
    }

    /** @throws IllegalArgumentException with a sentence that says why it is no domain */
    static DomainPattern parse(String text) {
        if (text.isBlank() || text.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException("expected a domain, not '" + text + "'");
        }
        String normal = normal(text);
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int star = normal.indexOf('*'); star >= 0; star = normal.indexOf('*', start)) {
            pieces.add(normal.substring(start, star));
            start = star + 1;
        }
        pieces.add(normal.substring(start));
        return new DomainPattern(normal, pieces);
    }

    /** What a session said, in the form in which it is compared; a text that is no domain only gets lower case. */
    static String keyOf(String domain) {
        try {
            return normal(domain);
        } catch (IllegalArgumentException e) {
            return domain.toLowerCase(Locale.ROOT);
        }
    }

    private static String normal(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return AddressLiteral.parse(lower)
                    .map(address -> "[" + address.getHostAddress() + "]")
                    .orElse(lower);
        }
        if (isAscii(text) && !lower.contains(A_LABEL)) {
            return lower;
        }
        return Stream.of(text.split("\\.", -1))
                .map(label -> normalLabel(label, text))
                .collect(Collectors.joining("."));
    }

    private static String normalLabel(String label, String text) {
        String lower = label.toLowerCase(Locale.ROOT);
        if (label.indexOf('*') >= 0 && isAscii(label)) {
            return lower;
        }
        if (label.indexOf('*') >= 0) {
            throw new IllegalArgumentException("'*' cannot share a label with letters outside ASCII: '" + text + "'");
        }
        boolean plain = isAscii(label) && !lower.startsWith(A_LABEL);
        return plain
                ? lower
                : DomainName.toAscii(label)
                        .orElseThrow(() ->
                                new IllegalArgumentException("'" + text + "' is not an internationalised domain name"));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** Whether it has no {@code *}. */
    boolean isName() {
        return pieces.size() == 1;
    }

    /**
     * Whether a domain matches. Each piece is taken at its first place behind the one before, and never again: no star
     * is tried twice, whoever chose pattern and name.
     *
     * @param key from {@link #keyOf}
     */
    boolean matches(String key) {
        if (isName()) {
            return key.equals(text);
        }
        String last = pieces.get(pieces.size() - 1);
        int end = key.length() - last.length();
        int from = pieces.get(0).length();
        if (!key.startsWith(pieces.get(0)) || !key.endsWith(last)) {
            return false;
        }
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            int at = key.indexOf(piece, from);
            if (at < 0) {
                return false;
            }
            from = at + piece.length();
        }
        // prefix, pieces and suffix must not share a character
        return from <= end;
    }
}
