package org.waybill.queue.core.dispatch;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;
import org.waybill.queue.core.expand.ExpansionPolicy;
import org.waybill.queue.core.relay.Health;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.settle.EndOfAttempts;

/**
 * A server in simulated time: the assembled scheduler over a queue, a number of workers that take orders in the order in
 * which they were sent, and an agent for which each attempt takes the time that its destination takes. Dead destinations
 * end in a connect time-out, which the agent remembers in {@link Health}.
 */
final class FairWorld implements ActionBook {

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    static final Duration DELIVERY = Duration.ofMillis(200);

    private static final ActionDefinition OUT = new ActionDefinition(
            new ActionName("local"),
            new ExpansionPolicy.AsIs(),
            Action.Relay.byExchangers(),
            Duration.ofDays(4),
            RetrySchedule.RELAY,
            List.of(),
            "");

    private final MailQueue queue;
    private final int workers;
    private final Dispatcher dispatcher;
    private final Health health;
    private final Deque<DeliveryOrder> sent = new ArrayDeque<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::time).thenComparing(Event::serial));
    private final Map<String, Integer> delivered = new HashMap<>();
    private final Map<String, Integer> attempted = new HashMap<>();
    private Instant now;
    private int claimed;
    private int busy;
    private int mostBusyWithDead;
    private int busyWithDead;
    private long serial;

    /** An attempt that ends. */
    private record Event(Instant time, long serial, DeliveryOrder order, QueuedMail mail, Outcome outcome) {}

    FairWorld(MailQueue queue, int workers, Instant start) {
        this.queue = queue;
        this.workers = workers;
        this.now = start;
        this.health = new Health(() -> now);
        this.dispatcher = new Dispatcher(
                counted(queue),
                () -> this,
                new Lanes(() -> new Capacity(512, workers, MtaLimits.STANDARD)),
                new Suspensions(),
                messages -> messages.forEach(message -> sent.addAll(message.orders())),
                () -> now,
                "node-0-1",
                1);
    }

    private MailQueue counted(MailQueue real) {
        return (MailQueue) Proxy.newProxyInstance(
                MailQueue.class.getClassLoader(), new Class<?>[] {MailQueue.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(real, arguments);
                    if (method.getName().equals("claimDue") && result instanceof List<?> mails) {
                        claimed += mails.size();
                    }
                    return result;
                });
    }

    @Override
    public long revision() {
        return 1;
    }

    @Override
    public Duration queueTtl() {
        return Duration.ofDays(4);
    }

    @Override
    public Optional<ActionDefinition> resolve(ActionName name) {
        return Optional.of(OUT);
    }

    static boolean dead(String domain) {
        return domain.startsWith("dead");
    }

    int delivered(String domain) {
        return delivered.getOrDefault(domain, 0);
    }

    int attempted(String domain) {
        return attempted.getOrDefault(domain, 0);
    }

    /** How many mails the scheduler claimed in all, some of them more than once. */
    int claimed() {
        return claimed;
    }

    int mostBusyWithDead() {
        return mostBusyWithDead;
    }

    Instant now() {
        return now;
    }

    /** Runs until a number of mails are delivered to a domain, or the time is over; the timer looks every second. */
    void run(String domain, int enough, Instant end) {
        Instant tick = now;
        while (delivered(domain) < enough && now.isBefore(end)) {
            if (events.isEmpty() || events.peek().time().isAfter(tick)) {
                now = tick;
                tick = tick.plusSeconds(1);
                dispatcher.dispatch();
            } else {
                Event event = events.remove();
                now = event.time();
                end(event);
            }
            takeUp();
        }
    }

    private void takeUp() {
        while (busy < workers && !sent.isEmpty()) {
            DeliveryOrder order = sent.removeFirst();
            dispatcher.begun(order);
            List<QueuedMail> mails = queue.leased(order.leaseToken(), order.envelopes());
            if (mails.isEmpty()) {
                dispatcher.attempted(order, List.of());
                dispatcher.ended(order);
            } else {
                begin(order, mails.get(0));
            }
        }
    }

    private void begin(DeliveryOrder order, QueuedMail mail) {
        String domain = mail.envelopes().get(0).destination().domainKey();
        busy++;
        if (health.ask(domain) instanceof Health.Verdict.Resting resting) {
            add(now, order, mail, new Outcome.Postponed("relay " + domain, resting.reason(), resting.until()));
        } else if (dead(domain)) {
            attempted.merge(domain, 1, Integer::sum);
            busyWithDead++;
            mostBusyWithDead = Math.max(mostBusyWithDead, busyWithDead);
            add(
                    now.plus(CONNECT_TIMEOUT),
                    order,
                    mail,
                    new Outcome.Deferred("relay " + domain, "451 4.4.1 Connection timed out"));
        } else {
            attempted.merge(domain, 1, Integer::sum);
            add(now.plus(DELIVERY), order, mail, new Outcome.Delivered("relay " + domain, "250 2.0.0 Ok"));
        }
    }

    private void add(Instant time, DeliveryOrder order, QueuedMail mail, Outcome outcome) {
        events.add(new Event(time, serial++, order, mail, outcome));
    }

    private void end(Event event) {
        String domain = event.mail().envelopes().get(0).destination().domainKey();
        busy--;
        if (event.outcome() instanceof Outcome.Deferred) {
            busyWithDead--;
            health.failed(domain, event.outcome().reply());
        } else if (event.outcome() instanceof Outcome.Delivered) {
            health.succeeded(domain);
            delivered.merge(domain, event.mail().envelopes().size(), Integer::sum);
        }
        settle(event.mail(), event.order().leaseToken(), event.outcome());
        dispatcher.attempted(event.order(), List.of(event.outcome()));
        if (dispatcher.ended(event.order())) {
            dispatcher.dispatch();
        }
    }

    private void settle(QueuedMail mail, long token, Outcome outcome) {
        Function<Envelope, Settlement> settlement =
                envelope -> EndOfAttempts.settlement(envelope, OUT, outcome, now, token);
        List<EnvelopeId> settled =
                queue.settle(mail.envelopes().stream().map(settlement).toList());
        if (settled.size() != mail.envelopes().size()) {
            throw new AssertionError("a lease was lost");
        }
    }
}
