package org.waybill.queue.agent.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.waybill.queue.agent.client.Dialer;
import org.waybill.queue.agent.client.RelayTimeouts;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.deliver.DeliveryAgent;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;
import org.waybill.smtp.MailAddress;

/**
 * Delivers to users of this server, and to the commands and files that they name. Who a user is, is asked at each attempt.
 */
public final class LocalAgent implements DeliveryAgent {

    private final UserBase systemUsers;
    private final ServerUser server;
    private final MaildirDelivery maildir;
    private final MboxDelivery mbox;
    private final CommandDelivery commands;
    private final LmtpDelivery lmtp;

    /**
     * @param systemUsers where the {@code user} of an action is looked up whom its own user base does not know
     * @param server who this process is
     * @param switching whether it may become others
     * @param limits how many commands run at a time
     * @param dialer for LMTP servers
     */
    public LocalAgent(
            LocalPlaces places,
            UserBase systemUsers,
            ServerUser server,
            SwitchUser switching,
            Supplier<MdaLimits> limits,
            Dialer dialer,
            Clock clock,
            LocalPatience patience) {
        Helper helper = new Helper(patience.command());
        this.systemUsers = systemUsers;
        this.server = server;
        this.maildir = new MaildirDelivery(places, switching, helper);
        this.mbox = new MboxDelivery(places, switching, server, helper, patience, clock);
        this.commands = new CommandDelivery(switching, limits, patience);
        this.lmtp = new LmtpDelivery(places.hostname(), dialer, RelayTimeouts.STANDARD);
    }

    @Override
    public Map<EnvelopeId, Outcome> deliver(Action action, DeliveryJob job) {
        Map<EnvelopeId, Outcome> outcomes = new LinkedHashMap<>();
        for (Envelope envelope : job.envelopes()) {
            outcomes.put(envelope.id(), deliver((Action.Local) action, envelope, job));
        }
        return outcomes;
    }

    private Outcome deliver(Action.Local action, Envelope envelope, DeliveryJob job) {
        String target = action.kind();
        if (action.method() instanceof LocalMethod.ExpandOnly && envelope.ending() instanceof Ending.Address) {
            return new Outcome.Held(
                    target,
                    "the action is " + target
                            + " now, which delivers nothing itself: give it another method and release"
                            + " the mail, or bounce it");
        }
        Answer recipient = recipient(action, envelope);
        if (recipient instanceof Answer.Not not) {
            return not.outcome();
        }
        User user = ((Answer.Somebody) recipient).user();
        Answer as = action.user().isEmpty() ? recipient : actionsUser(action);
        if (as instanceof Answer.Not not) {
            return not.outcome();
        }
        LocalDelivery delivery = new LocalDelivery(action, envelope, job, user, ((Answer.Somebody) as).user());
        try {
            if (loops(delivery)) {
                return new Outcome.Failed(
                        target, "554 5.4.6 Loop detected: delivered to <" + envelope.destination() + "> before");
            }
        } catch (IOException e) {
            return new Outcome.Deferred(target, "451 4.3.0 Cannot read the content: " + Reasons.of(e));
        }
        return deliver(target, delivery);
    }

    private Outcome deliver(String target, LocalDelivery delivery) {
        Ending ending = delivery.envelope().ending();
        LocalMethod method = delivery.action().method();
        boolean mailbox = method instanceof LocalMethod.Mbox && ending instanceof Ending.Address;
        if (delivery.as().isRoot() && !mailbox && !asServer(ending)) {
            return new Outcome.Failed(
                    target,
                    "550 5.7.1 MDA not allowed to deliver to: "
                            + delivery.recipient().name());
        }
        if (ending instanceof Ending.Command command) {
            return commands.deliver("|" + command.command(), command.command(), delivery);
        }
        if (ending instanceof Ending.MailFile file) {
            return mbox.toFile(file, delivery);
        }
        if (method instanceof LocalMethod.Maildir how) {
            return maildir.deliver(how, delivery);
        }
        if (method instanceof LocalMethod.Mda how) {
            return commands.deliver("mda " + how.command(), how.command(), delivery);
        }
        if (method instanceof LocalMethod.Lmtp how) {
            return lmtp.deliver(how, delivery);
        }
        if (method instanceof LocalMethod.Mbox) {
            return mbox.toSpool(delivery);
        }
        throw new AssertionError(method);
    }

    /** An alias's command or file is the server's; that the server is root is no fault of the recipient's. */
    private static boolean asServer(Ending ending) {
        return (ending instanceof Ending.Command command && !command.asUser())
                || (ending instanceof Ending.MailFile file && !file.asUser());
    }

    private Answer recipient(Action.Local action, Envelope envelope) {
        if (asServer(envelope.ending())) {
            return new Answer.Somebody(server.user());
        }
        UserBase.Answer answer = action.users().find(envelope.user());
        if (answer instanceof UserBase.Answer.Found found) {
            return new Answer.Somebody(found.user());
        }
        return new Answer.Not(
                answer instanceof UserBase.Answer.Unavailable unavailable
                        ? unavailable(action, unavailable)
                        : new Outcome.Failed(
                                action.kind(),
                                ours(
                                        "550 5.1.1 There is no user '" + envelope.user() + "' any more",
                                        " in " + action.users().description())));
    }

    /** The administrator's choice: if it is wrong, the mail waits for a better one. */
    private Answer actionsUser(Action.Local action) {
        UserBase.Answer answer = action.users().find(action.user());
        if (answer instanceof UserBase.Answer.Missing) {
            answer = systemUsers.find(action.user());
        }
        if (answer instanceof UserBase.Answer.Found found) {
            return new Answer.Somebody(found.user());
        }
        return new Answer.Not(
                answer instanceof UserBase.Answer.Unavailable unavailable
                        ? unavailable(action, unavailable)
                        : new Outcome.Deferred(
                                action.kind(), "451 4.3.5 The action's user '" + action.user() + "' does not exist"));
    }

    private static Outcome unavailable(Action.Local action, UserBase.Answer.Unavailable answer) {
        return new Outcome.Deferred(action.kind(), ours("451 4.3.0 Cannot look the user up", ": " + answer.reason()));
    }

    /** @param more names a table, of which senders are not told */
    private static ReplyLine ours(String reply, String more) {
        return ReplyLine.ours(reply + more, reply);
    }

    private static boolean loops(LocalDelivery delivery) throws IOException {
        // as the header has it: one character for each octet
        MailAddress destination = delivery.envelope().destination();
        byte[] octets = destination.toString().getBytes(StandardCharsets.UTF_8);
        String address = new String(octets, StandardCharsets.ISO_8859_1);
        return delivery.header().values("Delivered-To").stream().anyMatch(address::equalsIgnoreCase);
    }

    private sealed interface Answer {

        record Somebody(User user) implements Answer {}

        record Not(Outcome outcome) implements Answer {}
    }
}
