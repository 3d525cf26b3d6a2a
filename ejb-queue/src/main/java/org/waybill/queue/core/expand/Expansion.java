package org.waybill.queue.core.expand;

import java.util.function.Consumer;
import org.waybill.queue.core.tables.SubAddress;
import org.waybill.smtp.MailAddress;

/**
 * From one recipient to where its mail goes, before the reply to RCPT TO: the rules choose an action, whose aliases and
 * whose users' .forward files lead to users, commands, files and to other addresses, which go through the rules again. All
 * of it succeeds, or the recipient is refused.
 */
public final class Expansion {

    private final UserFiles files;

    public Expansion(UserFiles files) {
        this.files = files;
    }

    /**
     * Expands a recipient.
     *
     * @param recipient with a domain
     * @param start what it stands for: itself, or the sender that an SRS address leads back to
     * @param rules asked about it, and about each address it leads to
     * @param tags how sub-addresses begin
     * @param witness hears of each step when it ends
     */
    public ExpansionResult expand(
            MailAddress recipient, MailAddress start, Rulings rules, SubAddress tags, Consumer<ExpansionStep> witness) {
        return new ExpansionRun(recipient, rules, tags, files, witness).run(start);
    }
}
