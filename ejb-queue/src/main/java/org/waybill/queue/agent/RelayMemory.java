package org.waybill.queue.agent;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.waybill.queue.core.relay.Health;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.relay.Pace;
import org.waybill.queue.core.relay.Turns;

/**
 * What relays know of one another's mails.
 *
 * @param turns whose turn it is
 * @param health which hosts do not answer
 * @param pace how many messages went where
 * @param limits as configured now
 * @param clock says when to try again
 */
public record RelayMemory(Turns turns, Health health, Pace pace, Supplier<MtaLimits> limits, InstantSource clock) {}
