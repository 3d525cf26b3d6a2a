package org.waybill.queue.agent.client;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Sessions that nobody uses, and that wait a little for another mail. For use under the lock of its owner. */
final class IdleSessions {

    /** More are not kept: the first to come is the first to go. */
    private static final int MOST = 500;

    private final List<Idle> idle = new ArrayList<>();

    /**
     * One of them.
     *
     * @param claim of who used it last
     * @param end when it is given up, as of {@link System#nanoTime}
     */
    record Idle(Conversation conversation, SessionClaim claim, long end) {}

    /** Returns one that has no more room. */
    Optional<Idle> add(Idle one) {
        idle.add(one);
        return idle.size() > MOST ? Optional.of(idle.remove(0)) : Optional.empty();
    }

    /**
     * One that leads to the hop of a claim, of the same claimant if there is one: the last one to come, which is the least
     * likely to have been left by the host.
     */
    Optional<Idle> remove(SessionClaim claim) {
        return removeLast(claim::sameAs)
                .or(() -> removeLast(other -> other.hop().equals(claim.hop())));
    }

    private Optional<Idle> removeLast(Predicate<SessionClaim> which) {
        for (int i = idle.size() - 1; i >= 0; i--) {
            if (which.test(idle.get(i).claim())) {
                return Optional.of(idle.remove(i));
            }
        }
        return Optional.empty();
    }

    /** The first one to come of some. */
    Optional<Idle> removeFirst(Predicate<SessionClaim> which) {
        for (Iterator<Idle> each = idle.iterator(); each.hasNext(); ) {
            Idle one = each.next();
            if (which.test(one.claim())) {
                each.remove();
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    long count(Predicate<SessionClaim> which) {
        return idle.stream().map(Idle::claim).filter(which).count();
    }

    /** Those whose time is over. */
    List<Idle> removeEnded(long now) {
        List<Idle> ended = idle.stream().filter(each -> now - each.end() >= 0).toList();
        idle.removeAll(ended);
        return ended;
    }

    List<Idle> removeAll() {
        List<Idle> all = List.copyOf(idle);
        idle.clear();
        return all;
    }
}
