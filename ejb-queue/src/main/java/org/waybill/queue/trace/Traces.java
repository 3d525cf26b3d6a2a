package org.waybill.queue.trace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.waybill.queue.agent.RelayTrace;
import org.waybill.queue.agent.TraceLog;
import org.waybill.queue.console.TraceConsole;
import org.waybill.queue.core.Explanation;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.Does;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.dispatch.Suspension;
import org.waybill.queue.core.dispatch.Suspensions;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.rules.RuleTrial;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.RecipientRequest;

/** Goes the way of a mail, step by step, by the code that accepts and relays. */
public final class Traces implements TraceConsole {

    private static final int MAX_HOSTS = 10;
    private static final int MAX_ENVELOPES = 20;

    /** In the log of what administrators do. */
    private static final int MAX_LOGGED = 500;

    private final Tools tools;
    private final TracePlaces places = new TracePlaces();

    public Traces(Tools tools) {
        this.tools = tools;
    }

    /**
     * What a trace asks.
     *
     * @param current the configuration in force
     * @param explain what the rules and the expansion say
     * @param relays goes to other hosts
     * @param suspensions in force
     * @param executor waits for other hosts, and may do so for longer than whoever asked
     * @param whole how long a trace may take
     * @param nanos measures steps
     * @param clock for what depends on the date
     * @param log hears of every trace
     */
    public record Tools(
            Supplier<Configuration> current,
            BiFunction<RecipientRequest, Explanation.Witness, Explanation> explain,
            RelayTrace relays,
            Suspensions suspensions,
            Executor executor,
            Duration whole,
            LongSupplier nanos,
            InstantSource clock,
            Consumer<String> log) {}

    @Override
    public Optional<Answer> trace(Question question, String author) {
        Configuration configuration = tools.current().get();
        RecipientRequest request = AskedMail.of(question.mail());
        Consumer<TraceLog> way = question.url().isBlank()
                ? log -> byRules(configuration, request, log)
                : byUrl(configuration, question, request);
        if (!places.take(author)) {
            return Optional.empty();
        }
        tools.log().accept(logged(question, request, author));
        TraceLog log = new TraceLog(tools.nanos(), tools.whole(), MAX_HOSTS);
        CompletableFuture<Void> end;
        try {
            end = CompletableFuture.runAsync(() -> way.accept(log), tools.executor())
                    .whenComplete((done, trouble) -> places.free(author));
        } catch (RejectedExecutionException stopping) {
            places.free(author);
            return Optional.empty();
        }
        await(end, log);
        return Optional.of(new Answer(
                configuration.revision(),
                log.steps().stream()
                        .map(step -> new Step(step.name(), step.subject(), step.ok(), step.text(), step.millis()))
                        .toList()));
    }

    private static String logged(Question question, RecipientRequest request, String author) {
        String text =
                "trace by=" + author + " recipient=<" + request.recipient() + "> sender=<" + request.sender() + ">"
                        + (question.url().isBlank()
                                ? ""
                                : " url=" + RelayUrl.parse(question.url().strip()) + " action="
                                        + question.action().strip());
        return text.substring(0, Math.min(text.length(), MAX_LOGGED)).replaceAll("\\p{Cntrl}", " ");
    }

    /** A name server or a policy's host may take longer than all of the trace. */
    private void await(CompletableFuture<Void> end, TraceLog log) {
        try {
            end.get(tools.whole().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.leave("unknown: the trace was left after " + tools.whole().toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.leave("unknown: the server is stopping");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a trace came to no end", e.getCause());
        }
    }

    private void byRules(Configuration configuration, RecipientRequest request, TraceLog log) {
        Explanation.Witness witness = new Explanation.Witness(
                question -> rule(question, log), step -> log.saw("expansion", step.subject(), true, step.found()));
        Explanation explanation = tools.explain().apply(request, witness);
        String recipient = request.recipient().toString();
        boolean taken = explanation.reply().startsWith("2");
        log.saw("answer", recipient, taken, explanation.reply() + because(explanation.reason()));
        if (!taken) {
            log.saw(TraceLog.OUTCOME, recipient, false, "the client that sends it hears " + explanation.reply());
        }
        List<Explanation.Delivery> deliveries = explanation.deliveries();
        for (Explanation.Delivery delivery : deliveries.subList(0, Math.min(deliveries.size(), MAX_ENVELOPES))) {
            deliver(configuration, delivery, request.sender(), log);
        }
        if (deliveries.size() > MAX_ENVELOPES) {
            log.saw(
                    TraceLog.OUTCOME,
                    recipient,
                    false,
                    (deliveries.size() - MAX_ENVELOPES) + " more envelopes: not traced");
        }
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ", because " + reason;
    }

    private static void rule(Explanation.Question question, TraceLog log) {
        List<RuleTrial> trials = question.trials();
        RuleTrial last = trials.isEmpty() ? null : trials.get(trials.size() - 1);
        if (last == null || last.result() == RuleTrial.Result.DOES_NOT_MATCH) {
            log.saw("rule", question.address(), false, "none of " + trials.size() + " rules matches");
        } else {
            boolean matches = last.result() == RuleTrial.Result.MATCHES;
            log.saw(
                    "rule",
                    question.address(),
                    matches,
                    "line " + last.line() + (matches ? " matches: " : " cannot be decided: ") + last.because());
        }
    }

    private void deliver(Configuration configuration, Explanation.Delivery delivery, ReversePath sender, TraceLog log) {
        RecipientPlan plan = delivery.plan();
        Optional<ActionDefinition> action = configuration.resolve(plan.action());
        log.saw(
                "action",
                plan.action().value(),
                action.isPresent(),
                delivery.does().get());
        if (action.isPresent()) {
            envelope(action.get().delivery(), plan, sender, log);
        } else {
            log.saw(
                    TraceLog.OUTCOME,
                    plan.destination().toString(),
                    false,
                    "the mail is held: its action is not defined");
        }
    }

    private void envelope(Action action, RecipientPlan plan, ReversePath sender, TraceLog log) {
        Instant now = tools.clock().instant();
        Envelope envelope =
                Envelope.created(new EnvelopeId(new MessageId(0), 1), sender, plan, RcptParameters.NONE, now);
        Optional<Suspension> suspension = tools.suspensions().of(envelope, action, now);
        suspension.ifPresent(found -> log.saw(
                "suspension",
                found.kind() + " " + found.value(),
                false,
                "until "
                        + (found.end().equals(Suspension.OPEN)
                                ? "resumed"
                                : found.end().toString()) + because(found.reason())));
        boolean relayed = action instanceof Action.Relay && plan.ending() instanceof Ending.Address;
        Optional<Outcome> outcome =
                relayed ? Optional.of(tools.relays().run((Action.Relay) action, envelope, log)) : Optional.empty();
        String text = outcome.map(Traces::text).orElseGet(() -> "here: " + Does.text(action, plan, sender));
        log.saw(
                TraceLog.OUTCOME,
                plan.destination().toString(),
                suspension.isEmpty()
                        && outcome.map(Outcome.Delivered.class::isInstance).orElse(true),
                suspension.isPresent() ? "the mail waits, it is suspended; else: " + text : text);
    }

    private static String text(Outcome outcome) {
        String said = outcome.reply() + " (" + outcome.target() + ")";
        if (outcome instanceof Outcome.Delivered) {
            return "the mail is handed over: " + said;
        } else if (outcome instanceof Outcome.Failed) {
            return "the mail goes back to its sender: " + said;
        } else if (outcome instanceof Outcome.Postponed postponed) {
            return "the mail waits until " + postponed.until() + ": " + said;
        }
        return "the mail waits for another attempt: " + said;
    }

    private Consumer<TraceLog> byUrl(Configuration configuration, Question question, RecipientRequest request) {
        RelayUrl url = AskedMail.read("url", question.url(), RelayUrl::parse);
        MailAddress to = request.recipient();
        if (to.domain().isEmpty()) {
            throw new IllegalArgumentException("recipient: an address with a domain is expected");
        }
        boolean named = !question.action().isBlank();
        ActionName name =
                named ? AskedMail.read("action", question.action(), ActionName::new) : new ActionName("trace");
        RelayOptions options = named ? options(configuration, name) : RelayOptions.USUAL;
        Action.Relay relay = new Action.Relay(
                new RelayTarget.Hosts(new RelayHosts.Listed(List.of(url)), RelayTarget.Policy.FAILOVER), options);
        RecipientPlan plan = new RecipientPlan(to, to, to.localPart(), name);
        return log -> envelope(relay, plan, request.sender(), log);
    }

    private static RelayOptions options(Configuration configuration, ActionName name) {
        return configuration
                .resolve(name)
                .map(ActionDefinition::delivery)
                .filter(Action.Relay.class::isInstance)
                .map(action -> ((Action.Relay) action).options())
                .orElseThrow(() -> new IllegalArgumentException("action: there is no relay '" + name + "'"));
    }
}
