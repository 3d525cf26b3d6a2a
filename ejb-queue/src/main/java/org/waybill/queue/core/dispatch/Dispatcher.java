package org.waybill.queue.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.deliver.Route;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.Lease;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.QueuedMail;

/**
 * Claims what is due and gives it out, one order for each message and next hop, while fewer than {@code capacity} orders
 * are open: the rest waits in the database, where it costs nothing. Orders that end on this machine travel together, since
 * one takes less time than its message; an order for a relay travels alone, since nobody knows how long it takes. One sweep
 * at a time; a call while one runs makes it look once more.
 *
 * <p>The grouping is only for the workers' sake: the worker resolves the action again, so an edit between claim and attempt
 * counts.
 */
public final class Dispatcher {

    /** Long enough for a worker to begin; prolonged while it works. */
    static final Duration LEASE = Duration.ofMinutes(10);

    private static final int CLAIM = 256;

    /** Local orders in one message. */
    private static final int TOGETHER = 16;

    private final MailQueue queue;
    private final Supplier<? extends ActionBook> actions;
    private final Consumer<List<DispatchMessage.Deliver>> workers;
    private final InstantSource clock;
    private final String owner;
    private final IntSupplier capacity;
    private final AtomicLong tokens;
    private final InFlight inFlight = new InFlight();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();

    /**
     * @param workers takes orders; may drop them: their leases end
     * @param owner the name of this node and process, for leases
     * @param firstToken where lease tokens start; must not repeat those of an earlier process
     * @param capacity open orders at most, as configured now
     */
    public Dispatcher(
            MailQueue queue,
            Supplier<? extends ActionBook> actions,
            Consumer<List<DispatchMessage.Deliver>> workers,
            InstantSource clock,
            String owner,
            long firstToken,
            IntSupplier capacity) {
        this.queue = queue;
        this.actions = actions;
        this.workers = workers;
        this.clock = clock;
        this.owner = owner;
        this.tokens = new AtomicLong(firstToken);
        this.capacity = capacity;
    }

    /** Gives out what is due now. */
    public void dispatch() {
        again.set(true);
        while (again.get() && sweeping.compareAndSet(false, true)) {
            try {
                again.set(false);
                sweep();
            } finally {
                sweeping.set(false);
            }
        }
    }

    private void sweep() {
        int claimed = CLAIM;
        while (claimed >= CLAIM && inFlight.size() < capacity.getAsInt()) {
            Instant now = clock.instant();
            Lease lease = newLease(now);
            Parcels parcels = new Parcels();
            claimed = 0;
            for (QueuedMail mail : queue.claimDue(now, CLAIM, lease)) {
                claimed += mail.envelopes().size();
                pack(mail, lease, parcels);
            }
            List<DispatchMessage.Deliver> messages = parcels.messages();
            messages.forEach(message -> message.orders().forEach(order -> inFlight.give(order, lease.until())));
            if (!messages.isEmpty()) {
                workers.accept(messages);
            }
        }
    }

    /** A fresh lease of this node, also for orders of the console. */
    public Lease newLease(Instant now) {
        return new Lease(tokens.incrementAndGet(), owner, now.plus(LEASE));
    }

    private void pack(QueuedMail mail, Lease lease, Parcels parcels) {
        ActionBook book = actions.get();
        Map<Optional<Route>, List<Integer>> byRoute = new LinkedHashMap<>();
        for (Envelope envelope : mail.envelopes()) {
            Optional<Route> route =
                    book.resolve(envelope.action()).map(definition -> Route.of(definition.delivery(), envelope));
            byRoute.computeIfAbsent(route, r -> new ArrayList<>())
                    .add(envelope.id().number());
        }
        byRoute.forEach((route, numbers) -> parcels.add(
                new DeliveryOrder(lease.token(), mail.message().id(), numbers),
                route.map(Route::local).orElse(true)));
    }

    /** Orders on their way into messages. */
    private static final class Parcels {

        private final List<DispatchMessage.Deliver> messages = new ArrayList<>();
        private final List<DeliveryOrder> open = new ArrayList<>();

        void add(DeliveryOrder order, boolean local) {
            if (!local) {
                messages.add(new DispatchMessage.Deliver(List.of(order)));
                return;
            }
            open.add(order);
            if (open.size() == TOGETHER) {
                close();
            }
        }

        private void close() {
            if (!open.isEmpty()) {
                messages.add(new DispatchMessage.Deliver(open));
                open.clear();
            }
        }

        List<DispatchMessage.Deliver> messages() {
            close();
            return List.copyOf(messages);
        }
    }

    /** A worker takes an order up. */
    public void begun(DeliveryOrder order) {
        inFlight.begin(order);
    }

    /** A worker is through with an order, whatever came of it. */
    public void ended(DeliveryOrder order) {
        if (inFlight.end(order) == capacity.getAsInt() / 2) {
            dispatch();
        }
    }

    /** Keeps the leases of work under way alive; to be called several times within {@link #LEASE}. */
    public void renewLeases() {
        Instant now = clock.instant();
        Instant until = now.plus(LEASE);
        Set<Long> atWork = inFlight.renew(now, until);
        if (!atWork.isEmpty()) {
            queue.renew(atWork, until);
        }
    }
}
