package org.waybill.queue.agent.client;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Sends lines as SMTP has them (RFC 5321 §4.5.2): ended by CR LF, which they are already, and a dot at the begin doubled. */
public final class DotStuffing extends FilterOutputStream {

    private boolean atBegin = true;

    public DotStuffing(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int sent = offset;
        for (int i = offset; i < offset + length; i++) {
            if (atBegin && octets[i] == '.') {
                out.write(octets, sent, i - sent);
                out.write('.');
                sent = i;
            }
            atBegin = octets[i] == '\n';
        }
        out.write(octets, sent, offset + length - sent);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /** The line that is the end. */
    public void end() throws IOException {
        if (!atBegin) {
            out.write('\r');
            out.write('\n');
        }
        out.write('.');
        out.write('\r');
        out.write('\n');
        out.flush();
    }
}
