package org.waybill.queue.core.filter;

import org.waybill.queue.core.rules.Condition.Answer;
import org.waybill.smtp.listener.StepRequest;

/** One question of a filter; it has the three answers of a rule's. */
public interface FilterCondition {

    Answer test(StepRequest request);
}
