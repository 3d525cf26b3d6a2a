package org.waybill.queue.core.filter;

import org.waybill.queue.core.rules.Condition.Answer;
import org.waybill.queue.core.rules.FromRdns;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.listener.StepRequest;

/**
 * {@code rdns}, {@code src}, {@code helo}, {@code auth}, {@code mail-from} or {@code rcpt-to} with values: it is among them.
 *
 * @param subject what
 * @param table the values
 */
public record IsListed(Subject subject, LookupTable table) implements FilterCondition {

    @Override
    public Answer test(StepRequest request) {
        if (subject == Subject.RDNS && !FromRdns.isLookedUp(request.peer().reverse())) {
            return FromRdns.notLookedUp(request.peer());
        }
        return subject.key(request)
                .map(key -> Answer.of(table, subject.service(), key))
                .orElse(new Answer.No());
    }
}
