package org.waybill.queue.core.deliver;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.waybill.smtp.listener.MessageBody;

/**
 * The header of a mail as it lies on disk: its octets up to the empty line, whole lines only. An octet is a character of
 * ISO-8859-1 here, so nothing is lost whatever the sender wrote.
 */
public final class HeaderSection {

    private static final Pattern FIELD_END = Pattern.compile("\r\n(?![ \t])");

    private final String text;

    private HeaderSection(String text) {
        this.text = text;
    }

    /** Without a single line. */
    public static HeaderSection empty() {
        return new HeaderSection("");
    }

    /**
     * Reads the header.
     *
     * @param limit how many octets at most; what is longer is cut after the last whole line
     */
    public static HeaderSection of(MessageBody body, int limit) throws IOException {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        int complete = 0;
        int lineLength = 0;
        try (InputStream in = new BufferedInputStream(body.open())) {
            for (int octet = in.read(); octet >= 0 && section.size() < limit; octet = in.read()) {
                section.write(octet);
                lineLength++;
                if (octet == '\n') {
                    if (lineLength == 2) {
                        break;
                    }
                    complete = section.size();
                    lineLength = 0;
                }
            }
        }
        return new HeaderSection(section.toString(StandardCharsets.ISO_8859_1).substring(0, complete));
    }

    /** The values of all fields of a name, unfolded, without blanks around them. */
    public List<String> values(String name) {
        List<String> values = new ArrayList<>();
        for (String field : FIELD_END.split(text)) {
            int colon = field.indexOf(':');
            if (colon > 0 && field.substring(0, colon).strip().equalsIgnoreCase(name)) {
                values.add(field.substring(colon + 1).replace("\r\n", "").strip());
            }
        }
        return values;
    }

    /** The octets, one character each, lines ended by CR LF. */
    @Override
    public String toString() {
        return text;
    }
}
