package org.waybill.queue.core.filter;

import java.util.List;
import org.waybill.queue.core.rules.Condition.Answer;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.StepRequest;

/**
 * One {@code filter NAME phase PHASE match conditions decision}.
 *
 * @param name its name, for the log
 * @param step its phase
 * @param conditions all must hold
 */
public record Filter(String name, Step step, List<FilterCondition> conditions, FilterDecision decision) {

    public Filter {
        conditions = List.copyOf(conditions);
    }

    /** Whether it decides; the first condition that does not hold, or cannot be looked up, says so. */
    Answer test(StepRequest request) {
        for (FilterCondition condition : conditions) {
            Answer answer = condition.test(request);
            if (!(answer instanceof Answer.Yes)) {
                return answer;
            }
        }
        return new Answer.Yes();
    }
}
