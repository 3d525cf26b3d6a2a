package org.waybill.queue.core.deliver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.smtp.listener.MessageBody;

/** A message store that can be broken: the offset of a location is its index. */
public final class BodiesInMemory implements MessageStore {

    private final List<MessageBody> bodies = new ArrayList<>();
    public boolean full;
    public boolean unreadable;

    public static MessageBody body(byte[] octets) {
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

    public static MessageBody body(String text) {
        return body(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public List<BodyLocation> append(List<BodyRecord> records) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        List<BodyLocation> locations = new ArrayList<>();
        for (BodyRecord record : records) {
            locations.add(new BodyLocation(1, bodies.size(), record.body().size(), 0));
            bodies.add(record.body());
        }
        return locations;
    }

    @Override
    public MessageBody open(BodyLocation location) throws IOException {
        if (unreadable) {
            throw new IOException("Input/output error");
        }
        return bodies.get((int) location.offset());
    }

    public String text(BodyLocation location) {
        try (InputStream in = bodies.get((int) location.offset()).open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int deleteSegmentsExcept(Set<Long> live) {
        return 0;
    }
}
