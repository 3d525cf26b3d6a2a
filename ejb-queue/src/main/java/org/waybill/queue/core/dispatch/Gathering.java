package org.waybill.queue.core.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.settle.EndOfAttempt;
import org.waybill.smtp.MessageId;

/**
 * A sender is to have one report of all recipients of a message that end within a short time, though each next hop has an
 * order of its own. The first to come with something to tell waits a little, while other orders of the message are open, and
 * settles what they bring; they need not wait. Nothing is lost with this memory: what is not settled is leased, and tried
 * again.
 */
public final class Gathering {

    /** What is to be settled by whoever is given it, with the mails that it is about. */
    public record Gathered(List<QueuedMail> mails, List<EndOfAttempt> ends) {
        public Gathered {
            mails = List.copyOf(mails);
            ends = List.copyOf(ends);
        }
    }

    private final Duration patience;
    private final Predicate<List<DeliveryOrder>> others;
    private final Map<Claim, Group> groups = new HashMap<>();

    /** Orders that were claimed together. */
    private record Claim(MessageId message, long leaseToken) {
        static Claim of(DeliveryOrder order) {
            return new Claim(order.message(), order.leaseToken());
        }
    }

    private static final class Group {
        private final List<DeliveryOrder> orders;
        private final List<QueuedMail> mails = new ArrayList<>();
        private final List<EndOfAttempt> ends = new ArrayList<>();

        /** Completed by the last of the others, or when enough was waited. */
        private final CompletableFuture<Boolean> allHere = new CompletableFuture<>();

        /** @param orders of the one who waits */
        Group(List<DeliveryOrder> orders) {
            this.orders = orders;
        }
    }

    /**
     * @param patience how long the first one waits
     * @param others whether orders are open that were claimed with these and are of the same message
     */
    public Gathering(Duration patience, Predicate<List<DeliveryOrder>> others) {
        this.patience = patience;
        this.others = others;
    }

    /**
     * What the caller is to settle now. May wait.
     *
     * @param orders of one message, at least one, which the caller carries out
     */
    Gathered gather(List<DeliveryOrder> orders, QueuedMail mail, List<EndOfAttempt> ends) {
        List<EndOfAttempt> told = ends.stream().filter(EndOfAttempt::toBeTold).toList();
        Claim claim = Claim.of(orders.get(0));
        Group mine = new Group(orders);
        synchronized (groups) {
            Group led = groups.get(claim);
            if (!told.isEmpty() && led != null) {
                led.mails.add(mail);
                led.ends.addAll(told);
                return new Gathered(List.of(mail), without(ends, told));
            }
            if (told.isEmpty() || patience.isZero() || !others.test(orders)) {
                return new Gathered(List.of(mail), ends);
            }
            groups.put(claim, mine);
        }
        mine.allHere
                .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        synchronized (groups) {
            groups.remove(claim);
            mine.mails.add(0, mail);
            mine.ends.addAll(0, ends);
            return new Gathered(mine.mails, mine.ends);
        }
    }

    private static List<EndOfAttempt> without(List<EndOfAttempt> ends, List<EndOfAttempt> told) {
        return ends.stream().filter(end -> !told.contains(end)).toList();
    }

    /** How many wait for others. */
    int waiting() {
        synchronized (groups) {
            return groups.size();
        }
    }

    /** An order is no longer open. */
    void ended(DeliveryOrder order) {
        synchronized (groups) {
            Group group = groups.get(Claim.of(order));
            if (group != null && !others.test(group.orders)) {
                group.allHere.complete(true);
            }
        }
    }
}
