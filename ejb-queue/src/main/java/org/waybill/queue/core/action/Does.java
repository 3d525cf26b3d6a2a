package org.waybill.queue.core.action;

import java.util.stream.Collectors;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;

/** What an action would do with an envelope now, in one line for people. */
public final class Does {

    private Does() {}

    public static String text(Action action, RecipientPlan plan) {
        if (action instanceof Action.Local local) {
            return local(local, plan);
        }
        if (action instanceof Action.Relay relay) {
            return relay(relay, plan);
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

    private static String relay(Action.Relay relay, RecipientPlan plan) {
        RelayTarget target = relay.target();
        String domain = plan.destination().domainKey();
        String where;
        if (target instanceof RelayTarget.Hosts hosts) {
            where = hosts(hosts.hosts().now());
        } else if (target instanceof RelayTarget.ByDomain by) {
            where = "what <" + by.urls().name() + "> says of " + domain;
        } else if (target instanceof RelayTarget.BySender by) {
            where = "what <" + by.urls().name() + "> says of the sender";
        } else {
            where = "the MX records of " + domain;
        }
        return "relay by " + where + sender(relay.options());
    }

    private static String owner(boolean asUser, String as) {
        return asUser ? as : " as the server";
    }

    private static String hosts(RelayHosts.Answer answer) {
        return answer instanceof RelayHosts.Answer.Urls urls
                ? urls.urls().stream().map(RelayUrl::toString).collect(Collectors.joining(", "))
                : "nobody: " + ((RelayHosts.Answer.Unavailable) answer).reason();
    }

    private static String sender(RelayOptions options) {
        return options.sender() instanceof RelayOptions.Sender.Rewritten ? ", with a sender of ours if forwarded" : "";
    }
}
