package org.waybill.queue.core.filter;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.waybill.queue.core.rules.Condition.Answer;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;

/**
 * Filters in their order: at each step the first one of that step whose conditions hold decides. One that cannot be looked
 * up stops the evaluation: nothing behind it may decide in its place.
 */
public record FilterChain(List<Filter> filters) {

    /** Everything goes on. */
    public static final FilterChain NONE = new FilterChain(List.of());

    public FilterChain {
        filters = List.copyOf(filters);
    }

    /**
     * What became of a step.
     *
     * @param filter the name of the filter that decided, empty if none did
     * @param trouble what could not be looked up, empty if nothing
     */
    public record Outcome(StepVerdict verdict, String filter, String trouble) {}

    /** The steps at which there is anything to decide. */
    public Set<Step> steps() {
        return filters.stream().map(Filter::step).collect(Collectors.toUnmodifiableSet());
    }

    public Outcome decide(StepRequest request) {
        for (Filter filter : filters) {
            if (filter.step() == request.step()) {
                Answer answer = filter.test(request);
                if (answer instanceof Answer.Unknown unknown) {
                    return new Outcome(undecided(request.step()), filter.name(), unknown.reason());
                } else if (answer instanceof Answer.Yes) {
                    return new Outcome(filter.decision().verdict(request), filter.name(), "");
                }
            }
        }
        return new Outcome(new StepVerdict.Proceed(), "", "");
    }

    /** What a client hears while something cannot be looked up: it is to come again. */
    public static StepVerdict undecided(Step step) {
        return new StepVerdict.Refused(step == Step.CONNECT ? SmtpReply.NOT_AVAILABLE : SmtpReply.temporaryFailure());
    }
}
