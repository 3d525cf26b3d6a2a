package org.waybill.queue.agent.local;

import java.time.Duration;

/**
 * How long local deliveries wait.
 *
 * @param command for a command to end; then it is killed
 * @param lock for the lock of a mailbox
 * @param turn for a command's turn, while as many run as may
 */
public record LocalPatience(Duration command, Duration lock, Duration turn) {

    /** 5 min as in the reference, 30 s, 30 s. */
    public static final LocalPatience STANDARD =
            new LocalPatience(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofSeconds(30));
}
