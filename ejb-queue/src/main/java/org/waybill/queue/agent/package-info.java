/**
 * The agents: what carries out an action. In reading order: {@link org.waybill.queue.agent.Agents} chooses,
 * {@link org.waybill.queue.agent.HoldAgent} and {@link org.waybill.queue.agent.DiscardAgent} are the simplest,
 * {@link org.waybill.queue.agent.local.LocalAgent} delivers to users of this server.
 *
 * <p>{@link org.waybill.queue.agent.RelayAgent} takes a {@code RelayErrand} by one of the {@code RelayWays}, in their order,
 * to the {@link org.waybill.queue.agent.NextHops} that {@link org.waybill.queue.agent.MxHosts} finds (which asks
 * {@link org.waybill.queue.agent.NameServers}); {@code HostVisits} carries it, as {@code LeavingMail} and
 * {@link org.waybill.queue.agent.TlsDemand} say, through the {@code HostDoors}, which {@code Hops} knows, into one of the
 * {@link org.waybill.queue.agent.client.RelaySessions}. {@code Attempts} remembers what came of hosts that were passed over,
 * {@code SessionReports} tells how TLS went, and {@link org.waybill.queue.agent.RelayMemory} is what mails know of one
 * another.
 * {@link org.waybill.queue.agent.RelayTrace} goes the same way without a mail, and writes a
 * {@link org.waybill.queue.agent.TraceLog}.
 * {@link org.waybill.queue.agent.ReverseNames} says what clients are called.
 */
@NullMarked
package org.waybill.queue.agent;

import org.jspecify.annotations.NullMarked;
