package org.waybill.queue.core.action;

import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.relay.RelayText;
import org.waybill.smtp.ReversePath;

/** What an action would do with an envelope now, in one line for people. */
public final class Does {

    private Does() {}

    /** @param sender of the mail */
    public static String text(Action action, RecipientPlan plan, ReversePath sender) {
        if (action instanceof Action.Local local) {
            return local(local, plan);
        }
        if (action instanceof Action.Relay relay) {
            return new RelayText(relay.target(), relay.options())
                    .of(plan.destination().domainKey(), sender);
        }
        return action instanceof Action.Jms jms ? "send to the JMS " + jms.destination() : action.kind();
    }

    private static String local(Action.Local local, RecipientPlan plan) {
        String as = " as " + (local.user().isEmpty() ? plan.user() : local.user());
        if (plan.ending() instanceof Ending.Command command) {
            return "run the command '" + command.command() + "'" + owner(command.asUser(), as);
        }
        if (plan.ending() instanceof Ending.MailFile file) {
            return "append to the file " + file.path() + owner(file.asUser(), as);
        }
        LocalMethod method = local.method();
        if (method instanceof LocalMethod.Maildir maildir) {
            return "write into the maildir " + (maildir.path().isEmpty() ? "of the user" : maildir.path()) + as;
        }
        if (method instanceof LocalMethod.Mda mda) {
            return "run the command '" + mda.command() + "'" + as;
        }
        if (method instanceof LocalMethod.Lmtp lmtp) {
            return "hand over to LMTP at " + lmtp.target() + " for "
                    + (lmtp.rcptTo() ? plan.destination() : plan.user());
        }
        return method instanceof LocalMethod.Mbox ? "append to the mailbox of " + plan.user() : "hold: it only expands";
    }

    private static String owner(boolean asUser, String as) {
        return asUser ? as : " as the server";
    }
}
