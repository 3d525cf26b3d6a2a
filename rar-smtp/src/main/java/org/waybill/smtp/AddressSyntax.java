package org.waybill.smtp;

import java.nio.charset.StandardCharsets;

/** RFC 5321 §4.1.2: the grammar of a mailbox, read by hand in one pass so that no input can make it slow. */
final class AddressSyntax {

    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    private AddressSyntax() {}

    static MailAddress parse(String text) {
        return text.startsWith("\"") ? parseQuoted(text) : parseDotString(text);
    }

    private static MailAddress parseDotString(String text) {
        int at = text.lastIndexOf('@');
        String local = at < 0 ? text : text.substring(0, at);
        if (!isDotString(local)) {
            throw new IllegalArgumentException("expected a local part such as user or first.last, not '" + local + "'");
        }
        return withDomain(local, at < 0 ? text.length() : at, text);
    }

    private static MailAddress parseQuoted(String text) {
        StringBuilder local = new StringBuilder();
        int i = 1;
        while (i < text.length() && text.charAt(i) != '"') {
            if (text.charAt(i) == '\\') {
                i++;
            }
            if (i < text.length()) {
                local.append(text.charAt(i));
                i++;
            }
        }
        if (i >= text.length()) {
            throw new IllegalArgumentException("expected a closing quote in the local part");
        }
        return withDomain(local.toString(), i + 1, text);
    }

    private static MailAddress withDomain(String local, int end, String text) {
        if (end == text.length()) {
            return new MailAddress(local, "");
        }
        if (text.charAt(end) != '@' || end + 1 == text.length()) {
            throw new IllegalArgumentException("expected '@' and a domain after the local part");
        }
        return new MailAddress(local, text.substring(end + 1));
    }

    static void check(String local, String domain) {
        if (local.isEmpty() || octets(local) > MailAddress.MAX_LOCAL_PART) {
            throw new IllegalArgumentException("a local part has 1 to 64 octets");
        }
        if (local.chars().anyMatch(c -> c < ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException("a local part holds printable ASCII only");
        }
        if (octets(domain) > MailAddress.MAX_DOMAIN) {
            throw new IllegalArgumentException("a domain has at most 255 octets");
        }
        if (!domain.isEmpty() && !isDomain(domain)) {
            throw new IllegalArgumentException("expected a domain such as example.org or [192.0.2.1]");
        }
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isDotString(String text) {
        boolean atomOpen = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (!atomOpen) {
                    return false;
                }
                atomOpen = false;
            } else if (isAtext(c)) {
                atomOpen = true;
            } else {
                return false;
            }
        }
        return atomOpen;
    }

    private static boolean isAtext(char c) {
        return isLetterOrDigit(c) || ATEXT_SPECIALS.indexOf(c) >= 0;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** A host name of labels, or an address literal; underscores are let through because they occur in practice. */
    static boolean isDomain(String domain) {
        return domain.startsWith("[") ? isLiteral(domain) : isHostName(domain);
    }

    private static boolean isLiteral(String domain) {
        if (domain.length() < 3 || !domain.endsWith("]")) {
            return false;
        }
        return domain.substring(1, domain.length() - 1)
                .chars()
                .allMatch(c -> isLetterOrDigit((char) c) || c == '.' || c == ':' || c == '-');
    }

    private static boolean isHostName(String domain) {
        int labelLength = 0;
        for (int i = 0; i < domain.length(); i++) {
            char c = domain.charAt(i);
            if (c == '.') {
                if (labelLength == 0 || domain.charAt(i - 1) == '-') {
                    return false;
                }
                labelLength = 0;
            } else if (isLetterOrDigit(c) || c == '_' || (c == '-' && labelLength > 0)) {
                labelLength++;
                if (labelLength > 63) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return labelLength > 0 && !domain.endsWith("-");
    }

    static String quoteIfNeeded(String local) {
        if (isDotString(local)) {
            return local;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
