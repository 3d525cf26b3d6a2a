package org.waybill.queue.core.expand;

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
     */
    public ExpansionResult expand(MailAddress recipient, MailAddress start, Rulings rules, SubAddress tags) {
        return new ExpansionRun(recipient, rules, tags, files).run(start);
    }
}
