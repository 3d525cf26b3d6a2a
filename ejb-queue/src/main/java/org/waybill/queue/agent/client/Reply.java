package org.waybill.queue.agent.client;

import java.util.List;

/**
 * A reply of a server.
 *
 * @param code 200 to 599
 * @param lines each with its code, without their ends; whatever the server wrote, one character for each octet
 */
public record Reply(int code, List<String> lines) {

    /** The server is about to hang up (RFC 5321 §4.2.1). */
    static final int CLOSING = 421;

    /** There is too much of something (RFC 5321 §4.2.2). */
    static final int NO_ROOM = 452;

    /** Send the content. */
    public static final int GO_AHEAD = 354;

    public Reply {
        lines = List.copyOf(lines);
    }

    public boolean positive() {
        return code / 100 == 2;
    }

    boolean permanent() {
        return code / 100 == 5;
    }

    /** Its lines, ended by LF. */
    public String text() {
        return String.join("\n", lines);
    }

    /** In one line that is safe to store, log and send. */
    public String line() {
        return SmtpFailure.line(text());
    }
}
