package org.waybill.queue.agent.client;

import java.time.Duration;

/**
 * How long we wait for the other side (RFC 5321 §4.5.3.2).
 *
 * @param connect for a connection
 * @param greeting for its first reply
 * @param command for the replies to EHLO, STARTTLS, AUTH, MAIL and RCPT, and for TLS
 * @param data for the reply to DATA
 * @param block for the other side to take a piece of what we send
 * @param afterDot for the reply to the end of the content: giving up too early doubles the mail
 * @param whole for all that is done with one connection for one mail, so that a host that dribbles is left at last
 */
public record RelayTimeouts(
        Duration connect,
        Duration greeting,
        Duration command,
        Duration data,
        Duration block,
        Duration afterDot,
        Duration whole) {

    /** 30 s, 5 min, 5 min, 2 min, 3 min, 10 min, 1 h. */
    public static final RelayTimeouts STANDARD = new RelayTimeouts(
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofHours(1));
}
