package org.waybill.queue.core;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.queue.core.expand.Destination;
import org.waybill.queue.core.expand.Expansion;
import org.waybill.queue.core.expand.ExpansionResult;
import org.waybill.queue.core.rules.Decision;
import org.waybill.queue.core.rules.RuleInput;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;

/**
 * The first verb, at RCPT TO: the rules choose an action's name, the expansion half of that action says where the
 * recipient leads. Reads only; what it answers is all that a new envelope will be made of.
 */
public final class AcceptRecipient {

    private final Supplier<Configuration> current;
    private final String hostname;
    private final Consumer<String> reasons;
    private final Expansion expansion = new Expansion();

    /** @param hostname the domain of recipients that have none, such as {@code <postmaster>} (RFC 5321 §4.5.1) */
    public AcceptRecipient(Supplier<Configuration> current, String hostname) {
        this(current, hostname, reason -> {});
    }

    /** @param reasons hears why a recipient is not taken where its reply does not say so; for the log */
    public AcceptRecipient(Supplier<Configuration> current, String hostname, Consumer<String> reasons) {
        this.current = current;
        this.hostname = hostname;
        this.reasons = reasons;
    }

    /** Decides about one recipient; {@link RecipientVerdict.Accepted#plan} is {@link RecipientPlans}. */
    public RecipientVerdict accept(RecipientRequest request) {
        Configuration configuration = current.get();
        MailAddress recipient = complete(request.recipient());
        RuleInput input = new RuleInput(
                request.peer(), request.sender(), recipient, request.mail().declaredSize());
        Decision decision = configuration.rules().decide(input);
        if (decision instanceof Decision.Reject reject) {
            return new RecipientVerdict.Refused(reject.reply());
        }
        if (decision instanceof Decision.Defer defer) {
            return refuse(recipient, SmtpReply.temporaryFailure(), defer.reason());
        }
        ActionName name = ((Decision.Take) decision).action();
        return configuration
                .resolve(name)
                .map(action -> expand(recipient, action))
                .orElseGet(() -> refuse(recipient, SmtpReply.temporaryFailure(), "unknown action '" + name + "'"));
    }

    private MailAddress complete(MailAddress recipient) {
        return recipient.domain().isEmpty() ? recipient.withDomain(hostname) : recipient;
    }

    private RecipientVerdict expand(MailAddress recipient, ActionDefinition action) {
        ExpansionResult result = expansion.expand(recipient, action.expansion());
        if (result instanceof ExpansionResult.Refused refused) {
            return refuse(recipient, refused.reply(), refused.reason());
        }
        Destination end = ((ExpansionResult.Expanded) result).only();
        return new RecipientVerdict.Accepted(
                RecipientPlans.of(new RecipientPlan(recipient, end.address(), end.user(), action.name())));
    }

    private RecipientVerdict refuse(MailAddress recipient, SmtpReply reply, String reason) {
        reasons.accept("<" + recipient + ">: " + reason);
        return new RecipientVerdict.Refused(reply);
    }
}
