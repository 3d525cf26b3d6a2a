package org.waybill.queue.agent.client;

import java.io.IOException;
import java.time.Duration;

/**
 * Cuts a connection where nothing else would end the wait: writing has no timeout, and a host that says one octet a minute
 * never lets reading have one.
 */
final class Watch implements Watchman.Watched {

    private final Watchman watchman;
    private final long block;
    private final long whole;
    private final Runnable cut;
    private volatile long begun;
    private volatile long blockBegun;
    private volatile boolean writing;
    private volatile boolean expired;

    Watch(Watchman watchman, Duration block, Duration whole, Runnable cut) {
        this.watchman = watchman;
        this.block = block.toNanos();
        this.whole = whole.toNanos();
        this.cut = cut;
    }

    /** The time for all begins. */
    void begin() throws IOException {
        begun = System.nanoTime();
        if (!watchman.begin(this)) {
            throw new IOException("the server is stopping");
        }
    }

    /** It is over. */
    void end() {
        watchman.end(this);
    }

    @Override
    public void look(long now) {
        if (now - begun > whole || (writing && now - blockBegun > block)) {
            expired = true;
            cut.run();
        }
    }

    void writes() {
        blockBegun = System.nanoTime();
        writing = true;
    }

    void hasWritten() {
        writing = false;
    }

    /** Whether it has cut the connection. */
    boolean expired() {
        return expired;
    }
}
