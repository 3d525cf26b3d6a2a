package org.waybill.queue.agent;

import org.waybill.queue.core.relay.Health;

/**
 * What is known of one door, as one mail asks and tells it.
 *
 * @param key see {@link Hops#key}
 * @param counts whether the mail is like others of its way; else it neither asks nor tells
 */
record DoorHealth(Health health, String key, boolean counts) {

    Health.Verdict ask() {
        return counts ? health.ask(key) : new Health.Verdict.Usable();
    }

    /** It was not knocked at after all. */
    void notTried() {
        if (counts) {
            health.notTried(key);
        }
    }

    void succeeded() {
        if (counts) {
            health.succeeded(key);
        }
    }

    /** @param reply 4xx */
    void failed(String reply) {
        if (counts) {
            health.failed(key, reply);
        }
    }
}
