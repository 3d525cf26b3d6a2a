package org.waybill.queue.core.rules;

import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;

/** {@code tag}: the client came through a listener with one of these tags, compared without case. */
public record Tag(LookupTable tags) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        // a listener without a tag has none, whatever a pattern makes of the empty word
        return input.peer().tag().isEmpty()
                ? new Answer.No()
                : Answer.of(tags, Service.STRING, input.peer().tag());
    }
}
