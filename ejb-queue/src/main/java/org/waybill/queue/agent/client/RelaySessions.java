package org.waybill.queue.agent.client;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.waybill.queue.agent.client.IdleSessions.Idle;
import org.waybill.queue.agent.client.Introduction.Result;
import org.waybill.queue.agent.client.SessionPlaces.Full;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.Pace;
import org.waybill.queue.core.relay.Rate;
import org.waybill.queue.core.relay.RouteLimits;

/** The sessions with other hosts: those in use, and those that wait a little for another mail. */
public final class RelaySessions implements AutoCloseable {

    /** A place in as many sessions as may be is free again soon: each mail frees one. */
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final Watchman watchman;
    private final Introduction.Tools tools;
    private final SessionPlaces places = new SessionPlaces();
    private final IdleSessions idle = new IdleSessions();
    private final Watchman.Watched expiry = this::expire;
    private final InstantSource clock;
    private final Pace connections;
    private boolean closed;

    /**
     * @param dialer reaches the hosts
     * @param keys who we are to them, and whom we trust
     * @param schedule ends what takes too long; one thread is enough
     * @param clock says when there may be another session
     */
    public RelaySessions(
            Dialer dialer,
            RelayKeys keys,
            RelayTimeouts timeouts,
            ScheduledExecutorService schedule,
            InstantSource clock) {
        this.clock = clock;
        this.connections = new Pace(clock);
        this.watchman = new Watchman(schedule);
        this.tools = new Introduction.Tools(dialer, keys, timeouts, watchman);
        watchman.begin(expiry);
    }

    /**
     * A session that leads to the hop: one that is there, or a new one. Blocks while it is made, and never waits for one
     * that somebody else uses.
     */
    public Opening take(SessionClaim claim) {
        Place place = place(claim);
        if (place instanceof Place.None none) {
            return new Opening.Busy(ReplyText.oneLine(none.reply()), none.until());
        }
        Place.Free free = (Place.Free) place;
        free.left().forEach(Conversation::leave);
        Optional<Conversation> waiting = free.waiting().filter(RelaySessions::begins);
        if (waiting.isPresent()) {
            return new Opening.Open(new RelaySession(this, claim, tools.timeouts(), waiting.get(), false));
        }
        Result result = replacement(claim.hop());
        if (result instanceof Result.Done done) {
            return new Opening.Open(new RelaySession(this, claim, tools.timeouts(), done.conversation(), true));
        }
        free(claim);
        return ((Result.Not) result).refused();
    }

    private static boolean begins(Conversation waiting) {
        try {
            waiting.wire().begin();
            return true;
        } catch (IOException stopping) {
            waiting.leave();
            return false;
        }
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
                : new Probed(new Outcome.Deferred("relay " + hop, ((Result.Not) result).line()), false);
    }

    RelayKeys keys() {
        return tools.keys();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void free(SessionClaim claim) {
        places.free(claim);
    }

    /** A place for one more session. */
    private sealed interface Place {

        /**
         * @param waiting a session that is in it already
         * @param left sessions that had to make room, to be ended
         */
        record Free(Optional<Conversation> waiting, List<Conversation> left) implements Place {}

        /** @param until when to ask again */
        record None(String reply, Instant until) implements Place {}
    }

    private synchronized Place place(SessionClaim claim) {
        Optional<Idle> waiting = idle.remove(claim);
        waiting.ifPresent(same -> places.free(same.claim()));
        Optional<Place.None> none = noRoom(claim).or(() -> waiting.isPresent() ? Optional.empty() : tooEarly(claim));
        if (none.isPresent()) {
            waiting.ifPresent(this::putBack);
            return none.get();
        }
        List<Conversation> left = makeRoom(claim);
        places.take(claim);
        return new Place.Free(waiting.map(Idle::conversation), left);
    }

    private void putBack(Idle one) {
        places.take(one.claim());
        // it was there, so there is room
        idle.add(one);
    }

    /** Where not even all sessions that nobody uses could make room, none of them has to. */
    private Optional<Place.None> noRoom(SessionClaim claim) {
        boolean room = places.full(claim).stream().allMatch(full -> idle.count(full::counts) >= full.excess());
        return room
                ? Optional.empty()
                : Optional.of(new Place.None(
                        "451 4.4.5 As many sessions with " + claim.hop() + " as may be",
                        clock.instant().plus(BUSY)));
    }

    private Optional<Place.None> tooEarly(SessionClaim claim) {
        Duration pause = claim.limits().betweenRouteConnections();
        if (pause.isZero()) {
            return Optional.empty();
        }
        Hop hop = claim.hop();
        String route = hop.source().map(InetAddress::getHostAddress).orElse("") + " " + hop;
        return connections
                .take(route, new Rate(1, pause))
                .map(until -> new Place.None("451 4.4.5 No other connection with " + hop + " yet", until));
    }

    private List<Conversation> makeRoom(SessionClaim claim) {
        List<Conversation> left = new ArrayList<>();
        for (List<Full> full = places.full(claim); !full.isEmpty(); full = places.full(claim)) {
            Idle one = idle.removeFirst(full.get(0)::counts).orElseThrow();
            places.free(one.claim());
            left.add(one.conversation());
        }
        return left;
    }

    void giveBack(Conversation conversation, SessionClaim claim) {
        RouteLimits limits = claim.limits();
        boolean kept = conversation.reusable()
                && conversation.mails() < limits.mailsPerSession()
                && conversation.failures() < limits.failuresPerSession()
                && !limits.keepAlive().isZero()
                && keep(conversation, claim);
        if (!kept) {
            free(claim);
            conversation.end();
        }
    }

    private boolean keep(Conversation conversation, SessionClaim claim) {
        Optional<Idle> tooMany;
        synchronized (this) {
            if (closed) {
                return false;
            }
            conversation.wire().rest();
            long end = System.nanoTime() + claim.limits().keepAlive().toNanos();
            tooMany = idle.add(new Idle(conversation, claim, end));
            tooMany.ifPresent(first -> places.free(first.claim()));
        }
        tooMany.ifPresent(first -> first.conversation().leave());
        return true;
    }

    private void expire(long now) {
        List<Idle> ended;
        synchronized (this) {
            ended = idle.removeEnded(now);
            ended.forEach(one -> places.free(one.claim()));
        }
        ended.forEach(one -> one.conversation().leave());
    }

    /** Ends those that nobody uses; the others end when they are given back. */
    @Override
    public void close() {
        List<Idle> last;
        synchronized (this) {
            closed = true;
            last = idle.removeAll();
        }
        last.forEach(one -> one.conversation().leave());
        watchman.end(expiry);
        watchman.close();
    }
}
