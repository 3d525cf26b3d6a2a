package org.waybill.queue.agent.local;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.waybill.queue.core.action.FormatValues;

/** Writes a mail as mbox(5) has it: behind a line {@code From SENDER DATE}, before an empty line. */
final class MboxFormat extends FilterOutputStream {

    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    /** As asctime(3) writes it. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

    /** How much of {@code From } was seen since the last line end; -1 in the middle of a line. */
    private int seen;

    private MboxFormat(OutputStream out) {
        super(out);
    }

    /** The whole mail. */
    static LocalMessage.Writer of(LocalMessage message, ZonedDateTime date) {
        String first = "From " + FormatValues.mboxFrom(message.envelope().sender()) + " " + DATE.format(date) + "\n";
        return out -> {
            out.write(first.getBytes(StandardCharsets.UTF_8));
            MboxFormat format = new MboxFormat(out);
            message.writeLines(format);
            format.end();
        };
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i]);
        }
    }

    @Override
    public void write(int octet) throws IOException {
        if (seen >= 0 && octet == FROM[seen]) {
            seen++;
            if (seen == FROM.length) {
                out.write('>');
                out.write(FROM);
                seen = -1;
            }
            return;
        }
        release();
        out.write(octet);
        seen = octet == '\n' ? 0 : -1;
    }

    /** What looked like the beginning of such a line, and is none. */
    private void release() throws IOException {
        if (seen > 0) {
            out.write(FROM, 0, seen);
            seen = -1;
        }
    }

    private void end() throws IOException {
        release();
        if (seen < 0) {
            out.write('\n');
        }
        out.write('\n');
    }
}
