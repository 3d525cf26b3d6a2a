package org.waybill.queue.agent;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A connection that bounds what the other side may say before we speak again, TLS or not: a reply has at most 1,000 lines
 * of 4 KiB, so an endless one costs a connection and not the heap.
 */
final class RelaySocket extends Socket {

    private static final long MAX_REPLY = 1000 * 4096L;

    private long received;

    private long count(long octets) throws IOException {
        received += Math.max(octets, 0);
        if (received > MAX_REPLY) {
            throw new IOException("the reply is longer than " + MAX_REPLY + " octets");
        }
        return octets;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int octet = super.read();
                count(1);
                return octet;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return (int) count(super.read(buffer, offset, length));
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int octet) throws IOException {
                received = 0;
                out.write(octet);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                received = 0;
                out.write(octets, offset, length);
            }
        };
    }
}
