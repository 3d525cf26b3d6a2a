package org.waybill.queue.agent.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.waybill.queue.agent.client.Introduction.Result;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RouteLimits;

/** The sessions with other hosts: those in use, and those that wait a little for another mail. */
public final class RelaySessions implements AutoCloseable {

    /** More are not kept: the first to come is the first to go. */
    private static final int MAX_IDLE = 500;

    private final Introduction.Tools tools;
    private final SessionPlaces places = new SessionPlaces();
    private final List<Idle> idle = new ArrayList<>();
    private boolean closed;

    /**
     * @param dialer reaches the hosts
     * @param keys who we are to them, and whom we trust
     * @param schedule ends what takes too long; one thread is enough
     */
    public RelaySessions(Dialer dialer, RelayKeys keys, RelayTimeouts timeouts, ScheduledExecutorService schedule) {
        this.tools = new Introduction.Tools(dialer, keys, timeouts, schedule);
    }

    /** One that nobody uses. */
    private static final class Idle {

        private final Conversation conversation;
        private final ScheduledFuture<?> end;

        Idle(Conversation conversation, ScheduledFuture<?> end) {
            this.conversation = conversation;
            this.end = end;
        }

        void leave() {
            end.cancel(false);
            conversation.leave();
        }
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
        Result.Not not = (Result.Not) result;
        return new Opening.Refused(not.reply(), not.phase(), not.troubleOrNull());
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
        Introduction.Tools patient = new Introduction.Tools(tools.dialer(), tools.keys(), timeouts, tools.schedule());
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

    /** The last one to become idle is the least likely to have been left by the host. */
    private Optional<Conversation> waiting(Hop hop) {
        Optional<Idle> found = removeLast(hop);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Conversation conversation = found.get().conversation;
        found.get().end.cancel(false);
        try {
            conversation.wire().begin();
            return Optional.of(conversation);
        } catch (IOException stopping) {
            free(hop);
            conversation.leave();
            return Optional.empty();
        }
    }

    private synchronized Optional<Idle> removeLast(Hop hop) {
        for (int i = idle.size() - 1; i >= 0; i--) {
            if (idle.get(i).conversation.hop().equals(hop)) {
                return Optional.of(idle.remove(i));
            }
        }
        return Optional.empty();
    }

    /** Takes a place, if need be one of a session that nobody uses. */
    private boolean makeRoom(Hop hop, RouteLimits limits) {
        while (true) {
            Idle other;
            synchronized (this) {
                if (places.take(hop, limits)) {
                    return true;
                }
                Optional<Idle> competing = removeCompeting(hop);
                if (competing.isEmpty()) {
                    return false;
                }
                other = competing.get();
            }
            other.leave();
        }
    }

    private Optional<Idle> removeCompeting(Hop hop) {
        for (Iterator<Idle> each = idle.iterator(); each.hasNext(); ) {
            Idle candidate = each.next();
            if (places.compete(candidate.conversation.hop(), hop)) {
                each.remove();
                places.free(candidate.conversation.hop());
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
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
        List<Idle> tooMany = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return false;
            }
            conversation.wire().rest();
            try {
                idle.add(new Idle(
                        conversation,
                        tools.schedule()
                                .schedule(
                                        () -> expire(conversation),
                                        limits.keepAlive().toMillis(),
                                        TimeUnit.MILLISECONDS)));
            } catch (RejectedExecutionException stopping) {
                return false;
            }
            if (idle.size() > MAX_IDLE) {
                Idle first = idle.remove(0);
                places.free(first.conversation.hop());
                tooMany.add(first);
            }
        }
        tooMany.forEach(Idle::leave);
        return true;
    }

    private void expire(Conversation conversation) {
        boolean mine;
        synchronized (this) {
            mine = idle.removeIf(each -> each.conversation == conversation);
            if (mine) {
                places.free(conversation.hop());
            }
        }
        if (mine) {
            conversation.leave();
        }
    }

    /** Ends those that nobody uses; the others end when they are given back. */
    @Override
    public void close() {
        List<Idle> last;
        synchronized (this) {
            closed = true;
            last = List.copyOf(idle);
            idle.clear();
        }
        last.forEach(Idle::leave);
    }
}
