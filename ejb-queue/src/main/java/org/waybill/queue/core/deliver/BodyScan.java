package org.waybill.queue.core.deliver;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.waybill.smtp.listener.MessageBody;

/**
 * What must be known of a content before it is sent on.
 *
 * @param clean whether every CR is followed by LF, every LF preceded by CR, and no NUL is there: anything else could be
 *     read as the end of the mail by somebody, and never leaves
 * @param eightBit whether an octet above 127 is there
 * @param eightBitHeader whether one is there before the first empty line
 * @param longLine whether a line is longer than {@value #LONGEST_LINE} octets (RFC 5322 §2.1.1)
 */
public record BodyScan(boolean clean, boolean eightBit, boolean eightBitHeader, boolean longLine) {

    /** Octets of a line without its end. */
    public static final int LONGEST_LINE = 998;

    public static BodyScan of(MessageBody body) throws IOException {
        try (InputStream in = new BufferedInputStream(body.open(), 32 * 1024)) {
            return of(in);
        }
    }

    /** Reads a content to its end; many times one octet. */
    public static BodyScan of(InputStream in) throws IOException {
        boolean clean = true;
        boolean eightBit = false;
        boolean eightBitHeader = false;
        boolean header = true;
        boolean longLine = false;
        int lineLength = 0;
        int last = 0;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            clean &= octet != 0 && (octet == '\n') == (last == '\r');
            eightBit |= octet > 127;
            eightBitHeader |= header && octet > 127;
            lineLength++;
            longLine |= lineLength > LONGEST_LINE + 2 || (lineLength > LONGEST_LINE && octet != '\r' && octet != '\n');
            if (octet == '\n') {
                header &= lineLength > 2;
                lineLength = 0;
            }
            last = octet;
        }
        return new BodyScan(clean && last != '\r', eightBit, eightBitHeader, longLine);
    }
}
