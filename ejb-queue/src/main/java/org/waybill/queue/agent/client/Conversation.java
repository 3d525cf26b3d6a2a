package org.waybill.queue.agent.client;

import java.io.IOException;
import java.time.Duration;
import org.waybill.queue.core.relay.Hop;

/** A host that we have connected, greeted, secured and signed in to, and what has been said since. */
final class Conversation {

    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Hop hop;
    private final Wire wire;
    private final Extensions extensions;
    private final Security security;
    private int mails;
    private int failures;
    private boolean broken;
    private boolean retired;
    private boolean mailOpen;

    Conversation(Hop hop, Wire wire, Extensions extensions, Security security) {
        this.hop = hop;
        this.wire = wire;
        this.extensions = extensions;
        this.security = security;
    }

    Hop hop() {
        return hop;
    }

    Wire wire() {
        return wire;
    }

    Extensions extensions() {
        return extensions;
    }

    Security security() {
        return security;
    }

    /** How many mails were begun. */
    int mails() {
        return mails;
    }

    /** How many recipients were refused. */
    int failures() {
        return failures;
    }

    /** Whether nothing can be said any more: in the middle of a content even a QUIT would be part of it. */
    boolean broken() {
        return broken;
    }

    void breaks() {
        broken = true;
    }

    /** QUIT is all that may still be said. */
    void retires() {
        retired = true;
    }

    void countFailure() {
        failures++;
    }

    /** The host has taken MAIL or RCPT, and waits for the rest. */
    void mailOpens() {
        mailOpen = true;
    }

    /** The host has taken a content; one that it refuses it may not have forgotten (RFC 3030 §2). */
    void mailEnds() {
        mailOpen = false;
    }

    /** Makes the host forget a mail that was not brought to its end. */
    void beginMail(Duration patience) throws IOException {
        mails++;
        if (mailOpen) {
            wire.send("RSET\r\n");
            if (!wire.hear(patience).positive()) {
                throw new IOException("the host does not forget a mail");
            }
            mailOpen = false;
        }
    }

    /** Whether another transaction may go this way. */
    boolean reusable() {
        return !broken && !retired && wire.quiet();
    }

    /** Says QUIT, and waits a little for the answer, where that makes sense. */
    void end() {
        if (broken) {
            wire.cut();
            return;
        }
        try {
            wire.send("QUIT\r\n");
            wire.hear(GOODBYE);
        } catch (IOException goneAlready) {
            // nothing depends on it any more
        } finally {
            wire.close();
        }
    }

    /** Says QUIT and waits for nothing: for threads that have others to care for. */
    void leave() {
        try {
            wire.send("QUIT\r\n");
        } catch (IOException goneAlready) {
            // nothing depends on it any more
        } finally {
            wire.close();
        }
    }
}
