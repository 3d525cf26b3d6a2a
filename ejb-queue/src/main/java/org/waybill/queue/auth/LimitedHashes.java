package org.waybill.queue.auth;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.waybill.queue.core.auth.PasswordHashes;
import org.waybill.queue.core.auth.SignInUnavailableException;

/**
 * Lets only so many hashes be computed at a time: each may take 128 MiB and a second, and whoever connects can ask for one.
 * A few more may wait; the rest is told to come again.
 */
public final class LimitedHashes implements PasswordHashes {

    private static final int MAX_WAITING = 8;

    private final PasswordHashes hashes;
    private final Semaphore slots;
    private final Duration patience;

    /**
     * @param slots how many at a time
     * @param patience how long one may wait for its turn
     */
    public LimitedHashes(PasswordHashes hashes, int slots, Duration patience) {
        this.hashes = hashes;
        this.slots = new Semaphore(slots, true);
        this.patience = patience;
    }

    /** With a slot for each processor, from 2 to 8. */
    public static LimitedHashes forThisMachine(PasswordHashes hashes) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new LimitedHashes(hashes, Math.max(2, Math.min(8, processors)), Duration.ofSeconds(10));
    }

    @Override
    public Check check(String hash, String password) {
        if (slots.getQueueLength() >= MAX_WAITING || !acquire()) {
            throw new SignInUnavailableException("too many clients sign in at the same time");
        }
        try {
            return hashes.check(hash, password);
        } finally {
            slots.release();
        }
    }

    private boolean acquire() {
        try {
            return slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
