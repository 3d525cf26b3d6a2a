package org.waybill.smtp.listener;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What became of a plan.
 *
 * @param revision the plan's number
 * @param listeners one entry for each listener of the plan, in its order
 */
public record ListenerReport(long revision, List<Entry> listeners) {

    public ListenerReport {
        listeners = List.copyOf(listeners);
    }

    /**
     * One listener.
     *
     * @param spec as planned
     * @param bound the address it listens on, with the real port; the planned one while it does not
     * @param failure why it does not listen, empty when it does
     */
    public record Entry(ListenerSpec spec, InetSocketAddress bound, String failure) {
        public boolean open() {
            return failure.isEmpty();
        }
    }

    public boolean allOpen() {
        return listeners.stream().allMatch(Entry::open);
    }
}
