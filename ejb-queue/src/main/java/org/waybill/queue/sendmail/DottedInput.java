package org.waybill.queue.sendmail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies a mail up to a line that is nothing but a dot, or to the end of the input. */
final class DottedInput {

    private DottedInput() {}

    /** @param in buffered */
    static void copy(InputStream in, OutputStream out) throws IOException {
        StringBuilder held = new StringBuilder();
        boolean lineStart = true;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (lineStart || held.length() > 0) {
                // what may yet turn out to be the dot: "", ".", ".\r"
                held.append((char) octet);
                String text = held.toString();
                lineStart = false;
                if (text.equals(".\n") || text.equals(".\r\n")) {
                    return;
                }
                if (text.equals(".") || text.equals(".\r")) {
                    continue;
                }
                flush(held, out);
            } else {
                out.write(octet);
            }
            lineStart = octet == '\n';
        }
        flush(held, out);
    }

    private static void flush(StringBuilder held, OutputStream out) throws IOException {
        for (int i = 0; i < held.length(); i++) {
            out.write(held.charAt(i));
        }
        held.setLength(0);
    }
}
