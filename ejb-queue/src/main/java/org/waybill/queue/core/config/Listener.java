package org.waybill.queue.core.config;

import org.waybill.queue.core.auth.Submission;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.listener.ListenerSpec;

/**
 * One listener: the adapter's half of it, and the application's.
 *
 * @param spec as the text has it: it offers the mechanisms that any table can serve, and trusts nobody
 * @param submission who may send through it
 * @param reception what its clients are asked
 * @param proxies networks whose connections begin with a PROXY header
 * @param xclient networks that may say XCLIENT
 */
public record Listener(
        ListenerSpec spec, Submission submission, Reception reception, LookupTable proxies, LookupTable xclient) {

    /** The same with another half of the adapter's. */
    public Listener withSpec(ListenerSpec newSpec) {
        return new Listener(newSpec, submission, reception, proxies, xclient);
    }
}
