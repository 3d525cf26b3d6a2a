package org.waybill.queue.core.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.deliver.Outcome;
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

        /** A settlement for each end, with one report for all that the sender is told of. */
        List<Settlement> settle(StoredMessage message, List<EndOfAttempt> ends, long leaseToken);
    }

    private final Dispatcher dispatcher;
    private final MailQueue queue;
    private final Delivery delivery;
    private final Gathering gathering;
    private final SettlementGroup settlements;
    private final Runnable lookArrived;
    private final Journal journal;

    /** @param lookArrived called before each look, so that mail committed from then on sends a new hint */
    public Workers(
            Dispatcher dispatcher,
            MailQueue queue,
            Delivery delivery,
            Gathering gathering,
            SettlementGroup settlements,
            Runnable lookArrived,
            Journal journal) {
        this.dispatcher = dispatcher;
        this.queue = queue;
        this.delivery = delivery;
        this.gathering = gathering;
        this.settlements = settlements;
        this.lookArrived = lookArrived;
        this.journal = journal;
    }

    public void on(DispatchMessage message) {
        if (message instanceof DispatchMessage.Deliver deliver) {
            carryOut(deliver);
        } else {
            lookArrived.run();
            dispatcher.dispatch();
        }
    }

    private void carryOut(DispatchMessage.Deliver message) {
        message.orders().forEach(dispatcher::begun);
        CompletableFuture<Void> settled = CompletableFuture.completedFuture(null);
        try {
            settled = settle(attempt(message));
        } finally {
            CompletableFuture<Void> unused = settled.whenComplete(
                            (none, trouble) -> message.orders().forEach(this::end))
                    .exceptionally(this::broke);
        }
    }

    /** What was tried, with what is to be written down. */
    private record Tried(List<QueuedMail> mails, List<Settlement> settlements) {}

    /** The ways of the orders are free when this returns, however long it takes to write down what came of them. */
    private Tried attempt(DispatchMessage.Deliver message) {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            List<EnvelopeId> envelopes = message.orders().stream()
                    .flatMap(order -> order.envelopes().stream())
                    .toList();
            List<QueuedMail> mails = new ArrayList<>();
            List<Settlement> settlements = new ArrayList<>();
            for (QueuedMail mail : queue.leased(message.leaseToken(), envelopes)) {
                List<EndOfAttempt> ends = delivery.attempt(mail, outcomes::add);
                Gathering.Gathered gathered = gathering.gather(ordersOf(message, mail), mail, ends);
                settlements.addAll(delivery.settle(mail.message(), gathered.ends(), message.leaseToken()));
                mails.addAll(gathered.mails());
            }
            return new Tried(mails, settlements);
        } finally {
            // of several orders only local ones travel together, and these have no lane to tell of
            message.orders().forEach(order -> dispatcher.attempted(order, outcomes));
        }
    }

    private CompletableFuture<Void> settle(Tried tried) {
        if (tried.settlements().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return settlements.submit(tried.settlements()).handle((carriedOut, trouble) -> {
            if (trouble == null) {
                journal.settled(tried.mails(), tried.settlements(), carriedOut);
            } else {
                journal.notSettled(tried.settlements(), trouble);
            }
            return null;
        });
    }

    private void end(DeliveryOrder order) {
        dispatcher.ended(order);
        gathering.ended(order);
    }

    /** Nobody waits for the end: whoever commits runs it. */
    private @Nullable Void broke(Throwable trouble) {
        journal.broke(trouble);
        return null;
    }

    private static List<DeliveryOrder> ordersOf(DispatchMessage.Deliver message, QueuedMail mail) {
        return message.orders().stream()
                .filter(order -> order.message().equals(mail.message().id()))
                .toList();
    }
}
