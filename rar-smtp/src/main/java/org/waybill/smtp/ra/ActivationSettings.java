package org.waybill.smtp.ra;

import org.waybill.smtp.listener.ListenerPlan;

/**
 * A checked activation: what to listen on unless the bean says otherwise, and how hard to press the bean.
 *
 * @param plan what is passed to {@code SmtpListener.listeners}
 * @param maxBatch mails in one {@code commit} call
 * @param maxConcurrentCalls endpoints in use at a time, for whatever call; the bean's pool should be as large
 * @param maxConcurrentCommits how many of them may be commits
 */
record ActivationSettings(ListenerPlan plan, int maxBatch, int maxConcurrentCalls, int maxConcurrentCommits) {

    /** One endpoint is kept for the questions about listeners, which must get through under any load. */
    private static final int FOR_LISTENERS = 1;

    ActivationSettings {
        InvalidSetting.unless(maxBatch >= 1, "maxBatch", maxBatch, "at least 1");
        InvalidSetting.unless(maxConcurrentCommits >= 1, "maxConcurrentCommits", maxConcurrentCommits, "at least 1");
        InvalidSetting.unless(
                maxConcurrentCalls > maxConcurrentCommits + FOR_LISTENERS,
                "maxConcurrentCalls",
                maxConcurrentCalls,
                "at least maxConcurrentCommits + 2, which is " + (maxConcurrentCommits + FOR_LISTENERS + 1));
    }

    int maxConcurrentRecipients() {
        return maxConcurrentCalls - maxConcurrentCommits - FOR_LISTENERS;
    }
}
