package org.waybill.queue.core.convert;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an entity, as it stands, one character for each octet.
 *
 * @param fields each with its continuation lines and line ends
 */
record HeaderFields(List<String> fields) {

    private static final String ENCODING = "content-transfer-encoding";

    private static final String TYPE = "content-type";

    private static final Set<String> INTERNATIONAL = Set.of(
            "message/global",
            "message/global-headers",
            "message/global-delivery-status",
            "message/global-disposition-notification");

    private static final Pattern BOUNDARY = Pattern.compile(
            ";\\s*boundary\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;\"]+))", Pattern.CASE_INSENSITIVE);

    HeaderFields {
        fields = List.copyOf(fields);
    }

    static HeaderFields of(List<byte[]> lines) {
        List<String> fields = new ArrayList<>();
        for (byte[] line : lines) {
            String text = new String(line, StandardCharsets.ISO_8859_1);
            boolean continued = !fields.isEmpty() && (text.startsWith(" ") || text.startsWith("\t"));
            if (continued) {
                fields.set(fields.size() - 1, fields.get(fields.size() - 1) + text);
            } else {
                fields.add(text);
            }
        }
        return new HeaderFields(fields);
    }

    private static boolean named(String field, String name) {
        int colon = field.indexOf(':');
        return colon > 0 && field.substring(0, colon).strip().equalsIgnoreCase(name);
    }

    boolean has(String name) {
        return fields.stream().anyMatch(field -> named(field, name));
    }

    /** The value of the first field of a name, unfolded; empty without one. */
    private String value(String name) {
        return fields.stream()
                .filter(field -> named(field, name))
                .map(field -> field.substring(field.indexOf(':') + 1)
                        .replace("\r\n", "")
                        .strip())
                .findFirst()
                .orElse("");
    }

    /** Type and subtype in lower case; {@code text/plain} if it does not say. */
    String type() {
        String value = value(TYPE);
        int semicolon = value.indexOf(';');
        String type = (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
        return type.isEmpty() ? "text/plain" : type.toLowerCase(Locale.ROOT);
    }

    /** Whether parts follow: a multipart without a boundary is nothing but octets. */
    boolean isMultipart() {
        return type().startsWith("multipart/") && !boundary().isEmpty();
    }

    /** Whether a mail follows that can only be taken apart: an international one is encoded as it is. */
    boolean isMessage() {
        return type().equals("message/rfc822");
    }

    /** Whether it is a message of a kind that may be encoded (RFC 6532 §3.7, RFC 6533 §6). */
    boolean isInternational() {
        return INTERNATIONAL.contains(type());
    }

    String boundary() {
        Matcher matcher = BOUNDARY.matcher(value(TYPE));
        if (!matcher.find()) {
            return "";
        }
        String quoted = matcher.group(1);
        return quoted == null ? String.valueOf(matcher.group(2)) : quoted.replaceAll("\\\\(.)", "$1");
    }

    /** In lower case; {@code 7bit} if it does not say. */
    String encoding() {
        String value = value(ENCODING);
        return value.isEmpty() ? "7bit" : value.toLowerCase(Locale.ROOT);
    }

    boolean eightBit() {
        return fields.stream().anyMatch(field -> field.chars().anyMatch(c -> c > 127));
    }

    /** The same with another encoding. */
    HeaderFields encoded(String encoding) {
        List<String> others = new ArrayList<>(
                fields.stream().filter(field -> !named(field, ENCODING)).toList());
        others.add("Content-Transfer-Encoding: " + encoding + "\r\n");
        return new HeaderFields(others);
    }

    /** The same as an entity of MIME, where it says nothing of that. */
    HeaderFields ofMime(String charset) {
        List<String> more = new ArrayList<>(fields);
        if (!has("mime-version")) {
            more.add("MIME-Version: 1.0\r\n");
        }
        if (!has(TYPE)) {
            more.add("Content-Type: text/plain; charset=" + charset + "\r\n");
        }
        return new HeaderFields(more);
    }

    /**
     * The octets, with lines that are too long folded at a blank (RFC 5322 §2.2.3).
     *
     * @param longest octets of a line without its end
     */
    byte[] octets(int longest) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (String field : fields) {
            for (String line : field.split("(?<=\n)")) {
                octets.writeBytes(folded(line, longest).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return octets.toByteArray();
    }

    private static String folded(String line, int longest) {
        StringBuilder folded = new StringBuilder();
        String rest = line;
        while (rest.length() - 2 > longest) {
            int blank = Math.max(rest.lastIndexOf(' ', longest), rest.lastIndexOf('\t', longest));
            // a line of blanks would end the header for some
            if (blank <= 0 || rest.substring(0, blank).isBlank()) {
                break;
            }
            folded.append(rest, 0, blank).append("\r\n");
            rest = rest.substring(blank);
        }
        return folded.append(rest).toString();
    }
}
