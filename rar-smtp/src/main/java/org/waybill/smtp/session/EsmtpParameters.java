package org.waybill.smtp.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waybill.smtp.SmtpReply;

/**
 * What stands behind the path of MAIL and RCPT: {@code KEYWORD} or {@code KEYWORD=value}, divided by spaces (RFC 5321
 * §4.1.2, esmtp-param).
 *
 * @param values by keyword in capitals; empty for a keyword without a value
 * @param problem the reply when they are not as they should be
 */
record EsmtpParameters(Map<String, String> values, Optional<SmtpReply> problem) {

    /** SIZE has at most 20 digits (RFC 1870 §4). */
    private static final int MAX_SIZE_DIGITS = 20;

    private static final Set<String> BODY_VALUES = Set.of("7BIT", "8BITMIME");

    EsmtpParameters {
        values = Map.copyOf(values);
    }

    static EsmtpParameters parse(String text, Set<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : text.trim().split(" +")) {
            int equals = word.indexOf('=');
            String keyword = AsciiCase.upper(equals < 0 ? word : word.substring(0, equals));
            String value = equals < 0 ? "" : word.substring(equals + 1);
            if (word.isEmpty()) {
                continue;
            }
            if (!isKeyword(keyword)) {
                return wrong(SmtpReply.PARAMETER_SYNTAX);
            }
            if (!known.contains(keyword)) {
                return wrong(SmtpReply.PARAMETER_UNKNOWN);
            }
            if (!isValue(keyword, value) || values.put(keyword, value) != null) {
                return wrong(SmtpReply.PARAMETER_SYNTAX);
            }
        }
        return new EsmtpParameters(values, Optional.empty());
    }

    private static EsmtpParameters wrong(SmtpReply reply) {
        return new EsmtpParameters(Map.of(), Optional.of(reply));
    }

    private static boolean isKeyword(String keyword) {
        return !keyword.isEmpty()
                && keyword.charAt(0) != '-'
                && keyword.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
    }

    private static boolean isValue(String keyword, String value) {
        if (keyword.equals("SIZE")) {
            return !value.isEmpty()
                    && value.length() <= MAX_SIZE_DIGITS
                    && value.chars().allMatch(c -> c >= '0' && c <= '9');
        }
        return BODY_VALUES.contains(AsciiCase.upper(value));
    }

    /** The declared size in octets, 0 without one; what does not fit a long is as big as can be. */
    long size() {
        String digits = values.getOrDefault("SIZE", "0");
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
