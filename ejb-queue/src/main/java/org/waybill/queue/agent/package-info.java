/**
 * The agents: what carries out an action. In reading order: {@link org.waybill.queue.agent.Agents} chooses,
 * {@link org.waybill.queue.agent.HoldAgent} and {@link org.waybill.queue.agent.DiscardAgent} are the simplest,
 * {@link org.waybill.queue.agent.local.LocalAgent} delivers to users of this server. {@link org.waybill.queue.agent.RelayAgent} finds its
 * {@link org.waybill.queue.agent.NextHops} by {@link org.waybill.queue.agent.MxHosts} (which asks
 * {@link org.waybill.queue.agent.NameServers}), and speaks with them, as the URL and
 * {@link org.waybill.queue.agent.TlsDemand} say, through {@link org.waybill.queue.agent.client.RelaySessions}: {@code
 * RelayWays} names the hosts in their order, {@code Hops} the doors of each, {@code Attempts} what came of those that were
 * passed over, {@code SessionReports} tells how TLS went, and {@link org.waybill.queue.agent.RelayMemory} is what mails know
 * of one another.
 * {@link org.waybill.queue.agent.RelayTrace} goes the same way without a mail, and writes a
 * {@link org.waybill.queue.agent.TraceLog}.
 * {@link org.waybill.queue.agent.ReverseNames} says what clients are called.
 */
@NullMarked
package org.waybill.queue.agent;

import org.jspecify.annotations.NullMarked;
