package org.waybill.queue.core.dispatch;

import org.waybill.queue.core.deliver.Route;
import org.waybill.queue.core.envelope.ActionName;

/**
 * The name of a lane: all that goes one way by one name. Unlike a {@link Route} it stays the same when the action is edited,
 * and people can read and write it.
 *
 * @param action the action's name
 * @param hop as in {@link Route#hop}
 */
public record LaneKey(ActionName action, String hop) {

    static LaneKey of(ActionName action, Route route) {
        return new LaneKey(action, route.hop());
    }

    /** Where it leads, for limits by domain; empty where one way serves all domains. */
    String domain() {
        int space = hop.indexOf(' ');
        return space < 0 ? hop : hop.substring(0, space);
    }

    /** {@code outbound example.org}, or the action's name alone where one way serves all its mail. */
    public String text() {
        return hop.isEmpty() ? action.value() : action.value() + " " + hop;
    }
}
