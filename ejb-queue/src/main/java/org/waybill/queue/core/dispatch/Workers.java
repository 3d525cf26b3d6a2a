package org.waybill.queue.core.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.settle.EndOfAttempt;

/**
 * Carries out what the dispatch queue says, on the threads of whoever calls. An order is only the name of work: the rows
 * are read again under its lease, and where the lease is gone there is nothing to do.
 */
public final class Workers {

    /** The third verb. */
    public interface Delivery {
        /** @param watch is told what the attempts came to, envelope by envelope */
        List<EndOfAttempt> attempt(QueuedMail leased, Consumer<Outcome> watch);

        /**
         * No attempt, because their way is closed: those that waited too long expire, senders are warned, the others wait on.
         *
         * @param reply why, 4xx
         * @param until when the way is open again
         */
        List<EndOfAttempt> passOver(QueuedMail leased, ReplyLine reply, Instant until);

        /** A settlement for each end, with one report for all that the sender is told of. */
        List<Settlement> settle(StoredMessage message, List<EndOfAttempt> ends, long leaseToken);
    }

    private final Dispatcher dispatcher;
    private final MailQueue queue;
    private final Delivery delivery;
    private final Gathering gathering;
    private final SettlementGroup settlements;
    private final Runnable look;
    private final Runnable lookArrived;
    private final Journal journal;

    /**
     * @param look sends the hint that there is something to look for
     * @param lookArrived called before each look, so that mail committed from then on sends a new hint
     */
    public Workers(
            Dispatcher dispatcher,
            MailQueue queue,
            Delivery delivery,
            Gathering gathering,
            SettlementGroup settlements,
            Runnable look,
            Runnable lookArrived,
            Journal journal) {
        this.dispatcher = dispatcher;
        this.queue = queue;
        this.delivery = delivery;
        this.gathering = gathering;
        this.settlements = settlements;
        this.look = look;
        this.lookArrived = lookArrived;
        this.journal = journal;
    }

    public void on(DispatchMessage message) {
        if (message instanceof DispatchMessage.Work work) {
            carryOut(work);
        } else {
            lookArrived.run();
            dispatcher.dispatch();
        }
    }

    /**
     * Whatever breaks, all that was tried is written down, and every order ends: what is lost on the way is leased, and tried
     * again when its lease ends. Nothing leaves here for the broker, which would have it all done again at once.
     */
    private void carryOut(DispatchMessage.Work message) {
        message.orders().forEach(dispatcher::begun);
        Tried tried = new Tried();
        if (message instanceof DispatchMessage.Deliver) {
            undisturbed(() -> attempt(message, tried));
            // of several orders only local ones travel together, and these have no lane to tell of
            message.orders().forEach(order -> undisturbed(() -> dispatcher.attempted(order, tried.outcomes)));
        } else {
            undisturbed(() -> passOver(message, tried));
        }
        settle(tried, () -> message.orders().forEach(this::end));
    }

    /** What came of attempts, and what is to be written down. */
    private static final class Tried {
        private final List<Outcome> outcomes = new ArrayList<>();
        private final List<QueuedMail> mails = new ArrayList<>();
        private final List<Settlement> settlements = new ArrayList<>();
    }

    private void attempt(DispatchMessage.Work message, Tried tried) {
        for (QueuedMail mail : queue.leased(message.leaseToken(), message.envelopes())) {
            undisturbed(() -> dispatcher
                    .withoutSuspended(mail, message.leaseToken())
                    .ifPresent(sendable ->
                            gather(message, sendable, delivery.attempt(sendable, tried.outcomes::add), tried)));
        }
    }

    private void passOver(DispatchMessage.Work message, Tried tried) {
        for (QueuedMail mail : queue.leased(message.leaseToken(), message.envelopes())) {
            undisturbed(() -> passOver(message, mail, tried));
        }
    }

    /** An order of which nobody knows any more why its way was closed is looked at again. */
    private void passOver(DispatchMessage.Work message, QueuedMail mail, Tried tried) {
        List<EndOfAttempt> ends = new ArrayList<>();
        for (DeliveryOrder order : ordersOf(message, mail)) {
            dispatcher
                    .closed(order)
                    .ifPresentOrElse(
                            why -> mail.only(order.envelopes())
                                    .map(part -> delivery.passOver(part, why.reason(), why.due()))
                                    .ifPresent(ends::addAll),
                            () -> queue.giveBack(message.leaseToken(), order.envelopes()));
        }
        if (!ends.isEmpty()) {
            gather(message, mail, ends, tried);
        }
    }

    private void gather(DispatchMessage.Work message, QueuedMail mail, List<EndOfAttempt> ends, Tried tried) {
        Gathering.Gathered gathered = gathering.gather(ordersOf(message, mail), mail, ends);
        tried.settlements.addAll(delivery.settle(mail.message(), gathered.ends(), message.leaseToken()));
        tried.mails.addAll(gathered.mails());
    }

    /** @param end runs once it is written down, perhaps on another thread */
    private void settle(Tried tried, Runnable end) {
        if (tried.settlements.isEmpty()) {
            end.run();
            return;
        }
        CompletableFuture<Void> unused = settlements.submit(tried.settlements).handle((carriedOut, trouble) -> {
            undisturbed(() -> tell(tried, carriedOut, trouble));
            end.run();
            return null;
        });
    }

    private void tell(Tried tried, @Nullable List<EnvelopeId> carriedOut, @Nullable Throwable trouble) {
        if (carriedOut != null) {
            journal.settled(tried.mails, tried.settlements, carriedOut);
        } else if (trouble != null) {
            journal.notSettled(tried.settlements, trouble);
        }
    }

    private void end(DeliveryOrder order) {
        if (dispatcher.ended(order)) {
            undisturbed(look);
        }
        undisturbed(() -> gathering.ended(order));
    }

    private void undisturbed(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            journal.broke(e);
        }
    }

    private static List<DeliveryOrder> ordersOf(DispatchMessage.Work message, QueuedMail mail) {
        return message.orders().stream()
                .filter(order -> order.message().equals(mail.message().id()))
                .toList();
    }
}
