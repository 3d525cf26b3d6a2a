package org.waybill.queue.core.expand;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.SmtpReply;

/** Reads values of aliases: entries with commas between them. */
final class AliasText {

    private static final Pattern USER = Pattern.compile("[\\p{L}\\p{N}_.+-]{1,255}");

    private static final Pattern REPLY =
            Pattern.compile("([45][0-5][0-9]) +(?:([45]\\.[0-9]{1,3}\\.[0-9]{1,3}) +)?(.+)");

    private AliasText() {}

    /**
     * The entries of one line, in their order.
     *
     * @throws IllegalArgumentException with a sentence that names the entry
     */
    static List<AliasEntry> parse(String line) {
        List<AliasEntry> entries = new ArrayList<>();
        for (String text : split(line)) {
            if (!text.isBlank()) {
                entries.add(entry(text.strip()));
            }
        }
        return entries;
    }

    /** At commas outside of quotes; a backslash takes away the meaning of what follows it. */
    private static List<String> split(String line) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                if (++i == line.length()) {
                    throw new IllegalArgumentException("nothing follows the last '\\'");
                }
                part.append(line.charAt(i));
            } else if (c == ',' && quote == 0) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
                if (c == quote) {
                    quote = 0;
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                }
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("the quote in '" + line.strip() + "' does not end");
        }
        parts.add(part.toString());
        return parts;
    }

    private static AliasEntry entry(String text) {
        if (text.length() > Ending.MAX_LENGTH) {
            throw new IllegalArgumentException("an entry has at most " + Ending.MAX_LENGTH + " characters");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("error:")) {
            return refusal(text.substring("error:".length()).strip());
        }
        if (lower.startsWith(":include:")) {
            return new AliasEntry.Include(absolute(text.substring(":include:".length())));
        }
        String unquoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
        if (unquoted.startsWith("|")) {
            return new AliasEntry.Command(
                    new Ending.Command(unquoted.substring(1).strip(), true).command());
        }
        if (unquoted.startsWith("/")) {
            return new AliasEntry.MailFile(new Ending.MailFile(unquoted, true).path());
        }
        if (text.indexOf('@') >= 0) {
            return new AliasEntry.Address(address(text));
        }
        if (!USER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no user, address, |command, /file, :include:/file or error:CODE text");
        }
        return new AliasEntry.User(text);
    }

    private static AliasEntry refusal(String text) {
        Matcher matcher = REPLY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("error: needs a code of 4xx or 5xx and a text, not '" + text + "'");
        }
        String code = matcher.group(1);
        String status = matcher.group(2);
        boolean fits = status != null && status.charAt(0) == code.charAt(0);
        return new AliasEntry.Refusal(
                SmtpReply.of(Integer.parseInt(code), fits ? status : code.charAt(0) + ".2.0", ascii(matcher.group(3))));
    }

    private static String ascii(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private static String absolute(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(":include: needs an absolute path, not '" + path + "'");
        }
        return path;
    }

    private static MailAddress address(String text) {
        MailAddress address = MailAddress.parse(text);
        if (address.domain().isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' has no domain behind its '@'");
        }
        return address;
    }
}
