package org.waybill.queue.core.expand;

import java.util.List;
import java.util.Locale;
import org.waybill.queue.core.tables.SubAddress;
import org.waybill.queue.core.users.UserBase;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.SmtpReply;

/**
 * From one recipient to where its mail goes, by the policy of its action. Every policy has its method here, and
 * {@link #expand} is the only place that knows all of them.
 */
public final class Expansion {

    /**
     * Expands a recipient.
     *
     * @param recipient with a domain
     */
    public ExpansionResult expand(MailAddress recipient, ExpansionPolicy policy) {
        if (policy instanceof ExpansionPolicy.AsIs) {
            return asIs(recipient);
        }
        if (policy instanceof ExpansionPolicy.Local local) {
            return user(recipient, local.users());
        }
        throw new AssertionError(policy);
    }

    /** Nothing asks for a user now, but the action may have become a local one by the time of an attempt. */
    private static ExpansionResult asIs(MailAddress recipient) {
        return to(recipient, SubAddress.strip(userOf(recipient)));
    }

    /** {@code user+tag} may be a user by itself; most of the time it is the part before the tag. */
    private static ExpansionResult user(MailAddress recipient, UserBase users) {
        String whole = userOf(recipient);
        String stripped = SubAddress.strip(whole);
        for (String user : whole.equals(stripped) ? List.of(whole) : List.of(whole, stripped)) {
            UserBase.Answer answer = users.find(user);
            if (answer instanceof UserBase.Answer.Found) {
                return to(recipient, user);
            }
            if (answer instanceof UserBase.Answer.Unavailable unavailable) {
                return new ExpansionResult.Refused(SmtpReply.temporaryFailure(), unavailable.reason());
            }
        }
        return new ExpansionResult.Refused(
                SmtpReply.invalidRecipient(recipient), "no user '" + stripped + "' in " + users.description());
    }

    private static String userOf(MailAddress recipient) {
        return recipient.localPart().toLowerCase(Locale.ROOT);
    }

    private static ExpansionResult to(MailAddress address, String user) {
        return new ExpansionResult.Expanded(List.of(new Destination(address, user)));
    }
}
