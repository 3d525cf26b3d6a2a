package org.waybill.queue.agent.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.waybill.queue.agent.client.Introduction.Result;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RouteLimits;

/** The sessions with other hosts: those in use, and those that wait a little for another mail. */
public final class RelaySessions implements AutoCloseable {

    private final Watchman watchman;
    private final Introduction.Tools tools;
    private final SessionPlaces places = new SessionPlaces();
    private final IdleSessions idle = new IdleSessions();
    private final Watchman.Watched expiry = this::expire;
    private boolean closed;

    /**
     * @param dialer reaches the hosts
     * @param keys who we are to them, and whom we trust
     * @param schedule ends what takes too long; one thread is enough
     */
    public RelaySessions(Dialer dialer, RelayKeys keys, RelayTimeouts timeouts, ScheduledExecutorService schedule) {
        this.watchman = new Watchman(schedule);
        this.tools = new Introduction.Tools(dialer, keys, timeouts, watchman);
        watchman.begin(expiry);
    }

    /**
     * A session that leads to the hop: one that is there, or a new one. Blocks while it is made, and never waits for one
     * that somebody else uses.
     */
    public Opening take(Hop hop, RouteLimits limits) {
        Optional<Conversation> waiting = waiting(hop);
        if (waiting.isPresent()) {
            return new Opening.Open(new RelaySession(this, limits, tools.timeouts(), waiting.get(), false));
        }
        if (!makeRoom(hop, limits)) {
            return new Opening.Busy(ReplyText.oneLine("451 4.4.5 As many sessions with " + hop + " as may be"));
        }
        Result result = replacement(hop);
        if (result instanceof Result.Done done) {
            return new Opening.Open(new RelaySession(this, limits, tools.timeouts(), done.conversation(), true));
        }
        free(hop);
        return ((Result.Not) result).refused();
    }

    /** A new one, in the place of one that is gone. */
    Result replacement(Hop hop) {
        return isClosed()
                ? new Result.Not("451 4.3.2 The server is stopping", Opening.Phase.CONNECT, null)
                : Introduction.with(hop, tools, Witness.NOBODY);
    }

    /**
     * Opens a session beside the others, asks whether the host would take a mail, and ends it: no content is sent, the
     * session is not kept, and takes nobody's place. Blocks until the host has answered to all.
     *
     * @param job of one recipient
     * @param timeouts instead of those of mail
     * @param witness hears of every step
     */
    public Probed probe(Hop hop, DeliveryJob job, RelayTimeouts timeouts, Witness witness) {
        if (isClosed()) {
            witness.saw("connect", false, () -> "the server is stopping");
            return new Probed(new Outcome.Deferred("relay", "451 4.3.2 The server is stopping"), false);
        }
        Introduction.Tools patient = new Introduction.Tools(tools.dialer(), tools.keys(), timeouts, watchman);
        Result result = Introduction.with(hop, patient, witness);
        return result instanceof Result.Done done
                ? new Probed(new Probe(done.conversation(), timeouts, witness).of(job), true)
                : new Probed(new Outcome.Deferred("relay " + hop, ((Result.Not) result).reply()), false);
    }

    RelayKeys keys() {
        return tools.keys();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void free(Hop hop) {
        places.free(hop);
    }

    private Optional<Conversation> waiting(Hop hop) {
        Optional<Conversation> found;
        synchronized (this) {
            found = idle.remove(hop);
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try {
            found.get().wire().begin();
            return found;
        } catch (IOException stopping) {
            free(hop);
            found.get().leave();
            return Optional.empty();
        }
    }

    /** Takes a place, if need be one of a session that nobody uses. */
    private boolean makeRoom(Hop hop, RouteLimits limits) {
        while (true) {
            Conversation other;
            synchronized (this) {
                if (places.take(hop, limits)) {
                    return true;
                }
                Optional<Conversation> competing = idle.removeFirst(candidate -> places.compete(candidate, hop));
                if (competing.isEmpty()) {
                    return false;
                }
                other = competing.get();
                places.free(other.hop());
            }
            other.leave();
        }
    }

    void giveBack(Conversation conversation, RouteLimits limits) {
        boolean kept = conversation.reusable()
                && conversation.mails() < limits.mailsPerSession()
                && conversation.failures() < limits.failuresPerSession()
                && !limits.keepAlive().isZero()
                && keep(conversation, limits);
        if (!kept) {
            free(conversation.hop());
            conversation.end();
        }
    }

    private boolean keep(Conversation conversation, RouteLimits limits) {
        Optional<Conversation> tooMany;
        synchronized (this) {
            if (closed) {
                return false;
            }
            conversation.wire().rest();
            tooMany = idle.add(
                    conversation, System.nanoTime() + limits.keepAlive().toNanos());
            tooMany.ifPresent(first -> places.free(first.hop()));
        }
        tooMany.ifPresent(Conversation::leave);
        return true;
    }

    private void expire(long now) {
        List<Conversation> ended;
        synchronized (this) {
            ended = idle.removeEnded(now);
            ended.forEach(conversation -> places.free(conversation.hop()));
        }
        ended.forEach(Conversation::leave);
    }

    /** Ends those that nobody uses; the others end when they are given back. */
    @Override
    public void close() {
        List<Conversation> last;
        synchronized (this) {
            closed = true;
            last = idle.removeAll();
        }
        last.forEach(Conversation::leave);
        watchman.end(expiry);
        watchman.close();
    }
}
