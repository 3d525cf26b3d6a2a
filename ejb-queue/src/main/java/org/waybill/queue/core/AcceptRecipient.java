package org.waybill.queue.core;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waybill.queue.core.action.Does;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.queue.core.expand.Expansion;
import org.waybill.queue.core.expand.ExpansionResult;
import org.waybill.queue.core.expand.ExpansionStep;
import org.waybill.queue.core.expand.Rulings;
import org.waybill.queue.core.expand.UserFiles;
import org.waybill.queue.core.rules.Decision;
import org.waybill.queue.core.rules.RuleInput;
import org.waybill.queue.core.rules.RuleTrial;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;

/**
 * The first verb, at RCPT TO: the rules choose an action's name, the expansion half of that action says where the
 * recipient leads. Reads only; what it answers is all that new envelopes will be made of.
 */
public final class AcceptRecipient {

    private final Supplier<Configuration> current;
    private final String hostname;
    private final Consumer<String> reasons;
    private final Clock clock;
    private final Expansion expansion;

    /**
     * @param hostname the domain of recipients that have none, such as {@code <postmaster>} (RFC 5321 §4.5.1)
     * @param files .forward files and included lists
     * @param clock tells whether an SRS address is still good
     * @param reasons hears why a recipient is not taken where its reply does not say so; for the log
     */
    public AcceptRecipient(
            Supplier<Configuration> current, String hostname, UserFiles files, Clock clock, Consumer<String> reasons) {
        this.current = current;
        this.hostname = hostname;
        this.reasons = reasons;
        this.clock = clock;
        this.expansion = new Expansion(files);
    }

    /** Decides about one recipient; {@link RecipientVerdict.Accepted#plan} is {@link RecipientPlans}. */
    public RecipientVerdict accept(RecipientRequest request) {
        MailAddress recipient = complete(request.recipient());
        ExpansionResult result = expand(current.get(), request, recipient, Explanation.Witness.NOBODY);
        if (result instanceof ExpansionResult.Expanded expanded) {
            return new RecipientVerdict.Accepted(expanded.plans());
        }
        ExpansionResult.Refused refused = (ExpansionResult.Refused) result;
        if (!refused.reason().isEmpty()) {
            reasons.accept("<" + recipient + ">: " + refused.reason());
        }
        return new RecipientVerdict.Refused(refused.reply());
    }

    /** Decides in the same way, and says how. */
    public Explanation explain(RecipientRequest request) {
        return explain(request, Explanation.Witness.NOBODY);
    }

    /** @param witness hears it as it goes on */
    public Explanation explain(RecipientRequest request, Explanation.Witness witness) {
        Configuration configuration = current.get();
        List<Explanation.Question> questions = new ArrayList<>();
        List<ExpansionStep> steps = new ArrayList<>();
        Explanation.Witness both = new Explanation.Witness(
                witness.asked().andThen(questions::add), witness.expanded().andThen(steps::add));
        ExpansionResult result = expand(configuration, request, complete(request.recipient()), both);
        long revision = configuration.revision();
        if (result instanceof ExpansionResult.Refused refused) {
            return new Explanation(revision, refused.reply().toString(), refused.reason(), questions, steps, List.of());
        }
        List<Explanation.Delivery> deliveries = ((ExpansionResult.Expanded) result)
                .plans().plans().stream()
                        .map(plan -> new Explanation.Delivery(plan, () -> does(configuration, plan, request.sender())))
                        .toList();
        return new Explanation(revision, SmtpReply.recipientOk().toString(), "", questions, steps, deliveries);
    }

    private static String does(Configuration configuration, RecipientPlan plan, ReversePath sender) {
        return configuration
                .resolve(plan.action())
                .map(action -> Does.text(action.delivery(), plan, sender))
                .orElse("is not defined");
    }

    private ExpansionResult expand(
            Configuration configuration, RecipientRequest request, MailAddress recipient, Explanation.Witness witness) {
        MailAddress start =
                returning(configuration, request.sender(), recipient).orElse(recipient);
        boolean returns = !start.equals(recipient);
        Rulings rules = (address, forwarded) -> rule(
                configuration,
                new RuleInput(
                        request.peer(),
                        request.sender(),
                        address,
                        request.mail().declaredSize(),
                        forwarded || returns),
                recipient,
                witness.asked());
        return expansion.expand(recipient, start, rules, configuration.subAddress(), witness.expanded());
    }

    /** Mail to an SRS address of ours goes back to the sender whose mail was forwarded under it. */
    private Optional<MailAddress> returning(Configuration configuration, ReversePath sender, MailAddress recipient) {
        return sender instanceof ReversePath.Null
                ? configuration.senderRewriting().stream()
                        .flatMap(scheme -> scheme.back(recipient, clock.instant()).stream())
                        .findFirst()
                : Optional.empty();
    }

    private MailAddress complete(MailAddress recipient) {
        return recipient.domain().isEmpty() ? recipient.withDomain(hostname) : recipient;
    }

    private static Rulings.Ruling rule(
            Configuration configuration,
            RuleInput input,
            MailAddress original,
            Consumer<Explanation.Question> witness) {
        List<RuleTrial> trials = new ArrayList<>();
        Decision decision = configuration.rules().decide(input, trials::add);
        witness.accept(new Explanation.Question(input.recipient().toString(), input.forwarded(), trials));
        if (decision instanceof Decision.Reject reject) {
            // where an alias leads is nobody's business but ours
            return input.forwarded()
                    ? new Rulings.Ruling.Refused(
                            SmtpReply.invalidRecipient(original),
                            "it leads to <" + input.recipient() + ">: " + reject.reply())
                    : new Rulings.Ruling.Refused(reject.reply(), "");
        }
        if (decision instanceof Decision.Defer defer) {
            return new Rulings.Ruling.Refused(SmtpReply.temporaryFailure(), defer.reason());
        }
        ActionName name = ((Decision.Take) decision).action();
        return configuration
                .resolve(name)
                .<Rulings.Ruling>map(action -> new Rulings.Ruling.Taken(name, action.expansion(), "action " + name))
                .orElseGet(() ->
                        new Rulings.Ruling.Refused(SmtpReply.temporaryFailure(), "unknown action '" + name + "'"));
    }
}
