package org.waybill.queue.core.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.envelope.MessageStore.BodyRecord;
import org.waybill.smtp.listener.MessageBody;

/** What every {@link MessageStore} promises. */
public interface MessageStoreContract {

    MessageStore store();

    /** Lets the segment that is written now be followed by another one, and no longer be too young to be deleted. */
    void closeSegment() throws IOException;

    @Test
    default void givesBackEveryBodyOfABatch() throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        List<BodyRecord> batch = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            bodies.add(Bodies.random(i * 700));
            batch.add(new BodyRecord("id " + i, Bodies.of(bodies.get(i))));
        }

        List<BodyLocation> locations = store().append(batch);

        assertEquals(32, locations.size());
        for (int i = 0; i < 32; i++) {
            assertArrayEquals(bodies.get(i), Bodies.read(store().open(locations.get(i))));
            assertEquals(bodies.get(i).length, locations.get(i).length());
        }
    }

    @Test
    default void aBodyMayBeReadAgain() throws IOException {
        BodyLocation location = append("twice");

        MessageBody body = store().open(location);

        assertEquals(5, body.size());
        assertEquals("twice", text(body));
        assertEquals("twice", text(body));
    }

    @Test
    default void givesBackALargeBody() throws IOException {
        byte[] large = Bodies.random(3 << 20);

        BodyLocation location = store().append(List.of(new BodyRecord("large", Bodies.of(large))))
                .get(0);

        assertArrayEquals(large, Bodies.read(store().open(location)));
    }

    @Test
    default void keepsLiveSegmentsAndTheOneBeingWritten() throws IOException {
        BodyLocation dead = append("dead");
        closeSegment();
        BodyLocation live = append("live");
        closeSegment();
        BodyLocation current = append("current");

        assertEquals(1, store().deleteSegmentsExcept(Set.of(live.segment())));

        assertThrows(IOException.class, () -> Bodies.read(store().open(dead)));
        assertEquals("live", text(store().open(live)));
        assertEquals("current", text(store().open(current)));
    }

    @Test
    default void refusesABodyOfAnotherLengthThanItSays() throws IOException {
        BodyLocation before = append("before");
        MessageBody liar = new MessageBody() {
            @Override
            public long size() {
                return 4;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(new byte[3]);
            }
        };

        assertThrows(IOException.class, () -> store().append(
                        List.of(new BodyRecord("good", Bodies.of("good")), new BodyRecord("liar", liar))));

        assertEquals("before", text(store().open(before)));
        assertEquals("after", text(store().open(append("after"))));
    }

    @Test
    default void refusesALocationThatIsNotThere() throws IOException {
        BodyLocation there = append("there");
        BodyLocation elsewhere =
                new BodyLocation(there.segment() + 7, there.offset(), there.length(), there.checksum());

        assertThrows(IOException.class, () -> Bodies.read(store().open(elsewhere)));
    }

    private BodyLocation append(String text) throws IOException {
        return store().append(List.of(new BodyRecord("header", Bodies.of(text))))
                .get(0);
    }

    private static String text(MessageBody body) throws IOException {
        return new String(Bodies.read(body), StandardCharsets.UTF_8);
    }
}
