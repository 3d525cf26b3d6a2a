package org.waybill.queue.core.envelope;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.waybill.smtp.listener.MessageBody;

/** Bodies to test with. */
public final class Bodies {

    private Bodies() {}

    public static MessageBody of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static MessageBody of(byte[] octets) {
        return new MessageBody() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets);
            }
        };
    }

    public static byte[] read(MessageBody body) throws IOException {
        try (InputStream in = body.open()) {
            return in.readAllBytes();
        }
    }

    /** The same octets for the same length. */
    public static byte[] random(int length) {
        byte[] octets = new byte[length];
        new Random(length).nextBytes(octets);
        return octets;
    }
}
