package org.waybill.queue.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.deliver.Carrier;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.Route;
import org.waybill.queue.core.dispatch.Workers;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.settle.EndOfAttempt;
import org.waybill.queue.core.settle.NextStep;
import org.waybill.queue.core.settle.Settlements;

/**
 * The third verb: when envelopes are due, the names of their actions are looked up in the configuration of this moment, the
 * message is carried along each route that comes of it, and every outcome is settled. Writes nothing but reports; the
 * caller commits the settlements. Blocks as long as the slowest next hop.
 */
public final class DeliverEnvelope implements Workers.Delivery {

    private final Supplier<ActionBook> configuration;
    private final Carrier carrier;
    private final Settlements settlements;
    private final InstantSource clock;
    private final DoubleSupplier random;

    public DeliverEnvelope(
            Supplier<ActionBook> configuration,
            Carrier carrier,
            Settlements settlements,
            InstantSource clock,
            DoubleSupplier random) {
        this.configuration = configuration;
        this.carrier = carrier;
        this.settlements = settlements;
        this.clock = clock;
        this.random = random;
    }

    /** One attempt at envelopes of one message, and a settlement for each. */
    public List<Settlement> deliver(QueuedMail leased, long leaseToken) {
        return settle(leased.message(), attempt(leased, outcome -> {}), leaseToken);
    }

    /** One attempt at envelopes of one message. */
    @Override
    public List<EndOfAttempt> attempt(QueuedMail leased, Consumer<Outcome> watch) {
        ActionBook book = configuration.get();
        List<EndOfAttempt> ends = new ArrayList<>();
        Map<Route, Map<Envelope, ActionDefinition>> routes = new LinkedHashMap<>();
        for (Envelope envelope : leased.envelopes()) {
            Optional<ActionDefinition> definition = book.resolve(envelope.action());
            if (definition.isPresent()) {
                routes.computeIfAbsent(Route.of(definition.get().delivery(), envelope), r -> new LinkedHashMap<>())
                        .put(envelope, definition.get());
            } else {
                ends.add(unknown(book, clock.instant(), envelope));
            }
        }
        routes.forEach((route, envelopes) -> ends.addAll(attempt(book, leased.message(), route, envelopes, watch)));
        return ends;
    }

    @Override
    public List<Settlement> settle(StoredMessage message, List<EndOfAttempt> ends, long leaseToken) {
        return settlements.of(message, ends, leaseToken, clock.instant());
    }

    @Override
    public List<EndOfAttempt> passOver(QueuedMail leased, ReplyLine reply, Instant until) {
        ActionBook book = configuration.get();
        Instant now = clock.instant();
        Outcome closed = new Outcome.Postponed("", reply, until, false);
        return leased.envelopes().stream()
                .map(envelope -> book.resolve(envelope.action())
                        .map(definition -> ending(book, now, now, envelope, definition, closed))
                        .orElseGet(() -> unknown(book, now, envelope)))
                .toList();
    }

    private static EndOfAttempt unknown(ActionBook book, Instant now, Envelope envelope) {
        return EndOfAttempt.at(now, envelope, book.revision(), NextStep.unknownAction(envelope.action()));
    }

    private List<EndOfAttempt> attempt(
            ActionBook book,
            StoredMessage message,
            Route route,
            Map<Envelope, ActionDefinition> envelopes,
            Consumer<Outcome> watch) {
        Instant start = clock.instant();
        Map<EnvelopeId, Outcome> outcomes = carrier.carry(route, message, List.copyOf(envelopes.keySet()));
        Instant end = clock.instant();
        List<EndOfAttempt> ends = new ArrayList<>();
        envelopes.forEach((envelope, definition) -> {
            Outcome outcome = outcomes.getOrDefault(envelope.id(), Carrier.noOutcome(route));
            watch.accept(outcome);
            ends.add(ending(book, start, end, envelope, definition, outcome));
        });
        return ends;
    }

    private EndOfAttempt ending(
            ActionBook book,
            Instant start,
            Instant end,
            Envelope envelope,
            ActionDefinition definition,
            Outcome outcome) {
        return new EndOfAttempt(
                envelope,
                start,
                Duration.between(start, end),
                book.revision(),
                outcome.target(),
                envelope.created().plus(definition.ttl()),
                NextStep.after(outcome, envelope, definition, end, random));
    }

    /** Ends envelopes as failed because an administrator said so, without an attempt. */
    public List<Settlement> bounce(QueuedMail leased, long leaseToken) {
        Instant now = clock.instant();
        long revision = configuration.get().revision();
        List<EndOfAttempt> ends = leased.envelopes().stream()
                .map(envelope -> EndOfAttempt.at(now, envelope, revision, NextStep.byAdministrator()))
                .toList();
        return settlements.of(leased.message(), ends, leaseToken, now);
    }

    /**
     * Ends envelopes that are HELD because nobody knows their action's name and that waited longer than the queue allows,
     * without an attempt. All others are left out of the answer.
     */
    public List<Settlement> expire(QueuedMail held, long leaseToken) {
        ActionBook book = configuration.get();
        Instant now = clock.instant();
        List<EndOfAttempt> ends = held.envelopes().stream()
                .filter(envelope -> book.resolve(envelope.action()).isEmpty())
                .filter(envelope -> !now.isBefore(envelope.created().plus(book.queueTtl())))
                .map(envelope -> EndOfAttempt.at(
                        now, envelope, book.revision(), NextStep.expired(ReplyLine.ours(envelope.holdReason()))))
                .toList();
        return settlements.of(held.message(), ends, leaseToken, now);
    }
}
