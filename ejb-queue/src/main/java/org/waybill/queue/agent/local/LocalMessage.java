package org.waybill.queue.agent.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MessageBody;

/** A mail as it is delivered here: behind the trace fields of this delivery. */
record LocalMessage(Envelope envelope, DeliveryJob job) {

    static final int BUFFER = 32 * 1024;

    /** Somewhere that takes octets. */
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Lines end as in every text file of the system; a mail that need not have lines stays as it is. */
    void writeTo(OutputStream out) throws IOException {
        if (job.message().parameters().body() != BodyType.BINARY_MIME) {
            writeLines(out);
            return;
        }
        out.write(trace("\r\n"));
        try (InputStream in = job.body().open()) {
            in.transferTo(out);
        }
    }

    /** Lines end with LF, whatever the mail is. */
    void writeLines(OutputStream out) throws IOException {
        out.write(trace("\n"));
        copyLines(job.body(), out);
    }

    /** How many octets that is. */
    static long length(Writer writer) throws IOException {
        Counter counter = new Counter();
        writer.writeTo(counter);
        return counter.count;
    }

    /** What stands before the mail. */
    byte[] trace(String lineEnd) {
        String returnPath = envelope.sender() instanceof ReversePath.From from
                ? "Return-Path: <" + from.address() + ">" + lineEnd
                : "";
        return (returnPath + "Delivered-To: " + envelope.recipient() + lineEnd).getBytes(StandardCharsets.UTF_8);
    }

    /** CR LF becomes LF; a CR that stands alone stays. */
    private static void copyLines(MessageBody body, OutputStream out) throws IOException {
        byte[] octets = new byte[BUFFER];
        // one more: a CR may be left over from the piece before
        byte[] lines = new byte[BUFFER + 1];
        boolean afterCr = false;
        try (InputStream in = body.open()) {
            for (int count = in.read(octets); count >= 0; count = in.read(octets)) {
                int length = 0;
                for (int i = 0; i < count; i++) {
                    if (afterCr && octets[i] != '\n') {
                        lines[length++] = '\r';
                    }
                    afterCr = octets[i] == '\r';
                    if (!afterCr) {
                        lines[length++] = octets[i];
                    }
                }
                out.write(lines, 0, length);
            }
        }
        if (afterCr) {
            out.write('\r');
        }
    }

    private static final class Counter extends OutputStream {

        private long count;

        @Override
        public void write(int octet) {
            count++;
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            count += length;
        }
    }
}
