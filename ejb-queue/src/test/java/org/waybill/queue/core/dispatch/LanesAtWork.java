package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.LaneKey;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.smtp.MessageId;

/** Lanes in a test's own time, with what was offered to them. */
abstract class LanesAtWork {

    static final Outcome DELIVERED = new Outcome.Delivered("relay", "250 2.0.0 Ok");
    static final Outcome DEFERRED = new Outcome.Deferred("relay", "451 4.4.1 Timed out");

    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    Capacity capacity = new Capacity(512, 64, MtaLimits.STANDARD);
    final Lanes lanes = new Lanes(() -> capacity);
    final Map<DeliveryOrder, String> domains = new HashMap<>();
    long lastId;

    Optional<Parking> offer(String domain) {
        DeliveryOrder order = new DeliveryOrder(1 + lastId / 10, new MessageId(++lastId), List.of(1));
        domains.put(order, domain);
        return lanes.offer(new WaitingOrder(order, key(domain), Instant.MAX, false), now)
                .map(Lanes.TurnedAway::parking);
    }

    void offer(String domain, int orders) {
        for (int i = 0; i < orders; i++) {
            assertEquals(Optional.empty(), offer(domain));
        }
    }

    static LaneKey key(String domain) {
        return new LaneKey(new ActionName("out"), domain);
    }

    List<String> next() {
        return lanes.next(now).stream()
                .map(order -> domains.getOrDefault(order, "?"))
                .toList();
    }

    Outcome closed(int seconds) {
        return new Outcome.Postponed("relay", "451 4.4.1 Host rests", now.plusSeconds(seconds));
    }

    /** Lets one order run to its end. */
    void run(String domain, Outcome outcome) {
        offer(domain, 1);
        lanes.next(now).forEach(order -> lanes.ended(order, List.of(outcome), now));
    }

    LaneView view(String domain) {
        return lanes.list(now).stream()
                .filter(view -> view.key().equals(key(domain)))
                .findFirst()
                .orElseThrow();
    }
}
