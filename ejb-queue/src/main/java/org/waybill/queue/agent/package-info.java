/**
 * The agents: what carries out an action. In reading order: {@link org.waybill.queue.agent.Agents} chooses,
 * {@link org.waybill.queue.agent.HoldAgent} and {@link org.waybill.queue.agent.DiscardAgent} are the simplest,
 * {@link org.waybill.queue.agent.local.LocalAgent} delivers to users of this server. {@link org.waybill.queue.agent.RelayAgent} finds its
 * {@link org.waybill.queue.agent.NextHops} by {@link org.waybill.queue.agent.MxHosts} (which asks
 * {@link org.waybill.queue.agent.NameServers}), connects a {@link org.waybill.queue.agent.RelaySocket} through a {@link org.waybill.queue.agent.Dialer} as the URL and
 * {@link org.waybill.queue.agent.TlsDemand} say, and speaks SMTP in a {@link org.waybill.queue.agent.SmtpTransaction}:
 * {@link org.waybill.queue.agent.Internationalization} says whom the host can be given,
 * {@link org.waybill.queue.agent.RelayCommands} what it is told; {@link org.waybill.queue.agent.SmtpFailure} is the table
 * of what an answer means. {@link org.waybill.queue.agent.ReverseNames} says what clients are called.
 */
@NullMarked
package org.waybill.queue.agent;

import org.jspecify.annotations.NullMarked;
