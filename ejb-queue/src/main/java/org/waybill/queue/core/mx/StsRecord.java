package org.waybill.queue.core.mx;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The record {@code _mta-sts.DOMAIN} (RFC 8461 §3.1): there is a policy, and this is its version.
 *
 * @param id 1 to 32 letters and digits
 */
public record StsRecord(String id) {

    private static final Pattern FIELD =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,31})=([\\x21-\\x3A\\x3C\\x3E-\\x7E]+)");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,32}");

    /**
     * Reads the answer of the DNS.
     *
     * @param texts all records, each with its strings joined
     * @return empty unless exactly one of them is such a record, and a good one
     */
    public static Optional<StsRecord> of(List<String> texts) {
        List<String> candidates =
                texts.stream().filter(text -> text.matches("v=STSv1[ \\t]*;.*")).toList();
        return candidates.size() == 1 ? parse(candidates.get(0)) : Optional.empty();
    }

    private static Optional<StsRecord> parse(String text) {
        String id = "";
        String fields = text.substring(text.indexOf(';') + 1).strip();
        for (String part : fields.split("[ \\t]*;[ \\t]*", 0)) {
            Matcher field = FIELD.matcher(part);
            if (!field.matches()) {
                return Optional.empty();
            }
            if (field.group(1).equals("id")) {
                if (!id.isEmpty() || !ID.matcher(field.group(2)).matches()) {
                    return Optional.empty();
                }
                id = field.group(2);
            }
        }
        return id.isEmpty() ? Optional.empty() : Optional.of(new StsRecord(id));
    }
}
