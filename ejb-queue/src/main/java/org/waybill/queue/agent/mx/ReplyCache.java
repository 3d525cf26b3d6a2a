package org.waybill.queue.agent.mx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Name;

/** Replies, for as long as they live; those not used for longest go first. */
final class ReplyCache {

    private static final int MAX_REPLIES = 20_000;

    private final InstantSource clock;
    private final Map<Question, Kept> replies = new LinkedHashMap<>(16, 0.75f, true);

    private record Question(Name name, int type) {}

    private record Kept(Reply.Known reply, Instant until) {}

    ReplyCache(InstantSource clock) {
        this.clock = clock;
    }

    synchronized Optional<Reply.Known> find(Name name, int type) {
        Kept kept = replies.get(new Question(name, type));
        if (kept == null || !clock.instant().isBefore(kept.until())) {
            return Optional.empty();
        }
        return Optional.of(kept.reply());
    }

    synchronized void keep(Name name, int type, Reply.Known reply, Duration life) {
        if (life.isZero()) {
            return;
        }
        replies.put(new Question(name, type), new Kept(reply, clock.instant().plus(life)));
        if (replies.size() > MAX_REPLIES) {
            replies.remove(replies.keySet().iterator().next());
        }
    }
}
