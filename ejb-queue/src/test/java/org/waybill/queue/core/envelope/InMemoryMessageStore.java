package org.waybill.queue.core.envelope;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.waybill.smtp.listener.MessageBody;

/**
 * Bodies without a disk: the fake for everything that needs a {@link MessageStore}. Every batch gets a segment of its own,
 * and only the newest one counts as open for writing.
 */
public final class InMemoryMessageStore implements MessageStore {

    private final Map<BodyLocation, byte[]> bodies = new LinkedHashMap<>();
    private final Map<BodyLocation, String> headers = new LinkedHashMap<>();
    private long segment;
    private boolean full;

    /** From now on every write fails as if the disk were full, or no longer does. */
    public synchronized void setFull(boolean full) {
        this.full = full;
    }

    /** The headers of all records, in the order of writing. */
    public synchronized List<String> headers() {
        return List.copyOf(headers.values());
    }

    @Override
    public synchronized List<BodyLocation> append(List<BodyRecord> records) throws IOException {
        Map<BodyLocation, byte[]> written = new LinkedHashMap<>();
        Map<BodyLocation, String> described = new LinkedHashMap<>();
        long next = segment + 1;
        long offset = 0;
        for (BodyRecord record : records) {
            byte[] body = read(record.body());
            CRC32C checksum = new CRC32C();
            checksum.update(body);
            BodyLocation location = new BodyLocation(next, offset, body.length, (int) checksum.getValue());
            written.put(location, body);
            described.put(location, record.header());
            offset += body.length + 1;
        }
        if (full) {
            throw new IOException("No space left on device");
        }
        segment = next;
        bodies.putAll(written);
        headers.putAll(described);
        return new ArrayList<>(written.keySet());
    }

    private static byte[] read(MessageBody body) throws IOException {
        try (InputStream in = body.open()) {
            byte[] octets = in.readAllBytes();
            if (octets.length != body.size()) {
                throw new IOException("a body of " + body.size() + " octets had " + octets.length);
            }
            return octets;
        }
    }

    @Override
    public synchronized MessageBody open(BodyLocation location) throws IOException {
        byte[] body = bodies.get(location);
        if (body == null) {
            throw new IOException("no body at " + location);
        }
        return new MessageBody() {
            @Override
            public long size() {
                return body.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(body);
            }
        };
    }

    @Override
    public synchronized int deleteSegmentsExcept(Set<Long> live) {
        Set<Long> dead = new TreeSet<>();
        bodies.keySet().forEach(location -> dead.add(location.segment()));
        dead.removeAll(live);
        dead.remove(segment);
        bodies.keySet().removeIf(location -> dead.contains(location.segment()));
        headers.keySet().removeIf(location -> dead.contains(location.segment()));
        return dead.size();
    }
}
