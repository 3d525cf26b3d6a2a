package org.waybill.queue.agent.client;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.waybill.queue.core.relay.Hop;

/** Sessions that nobody uses, and that wait a little for another mail. For use under the lock of its owner. */
final class IdleSessions {

    /** More are not kept: the first to come is the first to go. */
    private static final int MOST = 500;

    private final List<Idle> idle = new ArrayList<>();

    /** @param end when it is given up, as of {@link System#nanoTime} */
    private record Idle(Conversation conversation, long end) {}

    /** Returns one that has no more room. */
    Optional<Conversation> add(Conversation conversation, long end) {
        idle.add(new Idle(conversation, end));
        return idle.size() > MOST ? Optional.of(idle.remove(0).conversation()) : Optional.empty();
    }

    /** One that leads to a hop: the last one to come, which is the least likely to have been left by the host. */
    Optional<Conversation> remove(Hop hop) {
        for (int i = idle.size() - 1; i >= 0; i--) {
            if (idle.get(i).conversation().hop().equals(hop)) {
                return Optional.of(idle.remove(i).conversation());
            }
        }
        return Optional.empty();
    }

    /** The first one to come of some. */
    Optional<Conversation> removeFirst(Predicate<Hop> which) {
        for (Iterator<Idle> each = idle.iterator(); each.hasNext(); ) {
            Conversation conversation = each.next().conversation();
            if (which.test(conversation.hop())) {
                each.remove();
                return Optional.of(conversation);
            }
        }
        return Optional.empty();
    }

    /** Those whose time is over. */
    List<Conversation> removeEnded(long now) {
        List<Conversation> ended = new ArrayList<>();
        idle.removeIf(each -> {
            boolean over = now - each.end() >= 0;
            if (over) {
                ended.add(each.conversation());
            }
            return over;
        });
        return ended;
    }

    List<Conversation> removeAll() {
        List<Conversation> all = idle.stream().map(Idle::conversation).toList();
        idle.clear();
        return all;
    }
}
