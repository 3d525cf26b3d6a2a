package org.waybill.queue.agent.local;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Sends lines as SMTP has them (RFC 5321 §4.5.2): ended by CR LF, which they are already, and a dot at the begin doubled. */
final class DotStuffing extends FilterOutputStream {

    private boolean atBegin = true;

    DotStuffing(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i]);
        }
    }

    @Override
    public void write(int octet) throws IOException {
        if (atBegin && octet == '.') {
            out.write('.');
        }
        out.write(octet);
        atBegin = octet == '\n';
    }

    /** The line that is the end. */
    void end() throws IOException {
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
