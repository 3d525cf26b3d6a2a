package org.waybill.queue.routes;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.console.QueueConsole.Selection;
import org.waybill.queue.core.dispatch.Suspension;
import org.waybill.queue.core.dispatch.SuspensionKey;
import org.waybill.queue.core.dispatch.Suspensions;
import org.waybill.queue.jpa.QueueOrders;
import org.waybill.queue.jpa.SuspensionRows;

/** Keeps the suspensions in memory and in the database the same, and wakes what waited for one that is over. */
public final class SuspendedMail {

    private final SuspensionRows rows;
    private final Suspensions memory;
    private final QueueOrders orders;
    private final InstantSource clock;

    public SuspendedMail(SuspensionRows rows, Suspensions memory, QueueOrders orders, InstantSource clock) {
        this.rows = rows;
        this.memory = memory;
        this.orders = orders;
        this.clock = clock;
    }

    /** Another node may have changed them; those that are over are forgotten. */
    public void refresh() {
        Instant now = clock.instant();
        rows.forgetEndedBefore(now);
        memory.replace(rows.inForce(now));
    }

    List<Suspension> inForce() {
        return rows.inForce(clock.instant());
    }

    Suspension add(Suspension suspension) {
        Suspension added = rows.add(suspension);
        refresh();
        return added;
    }

    /** Ends one, empty if there is none of this id. What was left where it is can leave now. */
    Optional<Suspension> end(long id) {
        Optional<Suspension> ended = rows.remove(id);
        refresh();
        return ended;
    }

    /** What was parked for one that has ended becomes due; how many envelopes are due now, parked or not. */
    int wake(Suspension ended) {
        Stream<String> values = Stream.of(ended.value());
        if (ended.kind() == Suspension.Kind.SENDER) {
            // the queue is searched for senders as they were written, who may have written the domain otherwise
            values = SuspensionKey.spellings(ended).stream();
        }
        return values.map(value -> new Selection.Matching(meantBy(ended.kind(), value)))
                .mapToInt(mail -> orders.retry(mail, clock.instant()))
                .sum();
    }

    /** What it kept back, and maybe some more: to be due too early costs an envelope nothing. */
    private static Filter meantBy(Suspension.Kind kind, String value) {
        return switch (kind) {
            case ACTION -> Filter.all().ofAction(value);
            case DOMAIN -> Filter.all().toDomain(value);
            case SENDER -> Filter.all().from(value);
            case ROUTE -> ofRoute(value);
        };
    }

    private static Filter ofRoute(String name) {
        String[] words = name.split(" ", -1);
        Filter action = Filter.all().ofAction(words[0]);
        return words.length == 2 ? action.toDomain(words[1]) : action;
    }
}
