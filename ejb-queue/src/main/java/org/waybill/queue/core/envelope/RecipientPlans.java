package org.waybill.queue.core.envelope;

import java.util.List;

/**
 * What rules and expansion decided about one recipient: an envelope for each.
 *
 * @param plans at least one
 */
public record RecipientPlans(List<RecipientPlan> plans) {
    public RecipientPlans {
        plans = List.copyOf(plans);
        if (plans.isEmpty()) {
            throw new IllegalArgumentException("a recipient that was taken leads somewhere");
        }
    }

    public static RecipientPlans of(RecipientPlan plan) {
        return new RecipientPlans(List.of(plan));
    }
}
