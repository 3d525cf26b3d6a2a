/**
 * Our side of SMTP and LMTP. In reading order: {@link org.waybill.queue.agent.client.RelaySessions} hands out
 * {@link org.waybill.queue.agent.client.RelaySession}s, for a {@link org.waybill.queue.agent.client.SessionClaim}, in an
 * {@link org.waybill.queue.agent.client.Opening}, counted by
 * {@link org.waybill.queue.agent.client.SessionPlaces}; an {@link org.waybill.queue.agent.client.Introduction} makes a
 * {@link org.waybill.queue.agent.client.Conversation} of a host that offers
 * {@link org.waybill.queue.agent.client.Extensions}. A {@link org.waybill.queue.agent.client.Handover} brings a mail there,
 * in {@link org.waybill.queue.agent.client.Transaction}s, and makes a {@link org.waybill.queue.agent.client.Sending} of it.
 *
 * <p>Of a mail, {@link org.waybill.queue.agent.client.SendableMail} is what can go there
 * ({@link org.waybill.queue.agent.client.CleanContent}, {@link org.waybill.queue.agent.client.Internationalization},
 * {@link org.waybill.queue.core.convert.Conversion}), said in
 * {@link org.waybill.queue.agent.client.RelayCommands}; {@link org.waybill.queue.agent.client.SmtpFailure} is the table of
 * what an answer means.
 *
 * <p>A {@link org.waybill.queue.agent.client.Probe} asks a host and sends nothing; a
 * {@link org.waybill.queue.agent.client.Witness} hears of each step.
 *
 * <p>Below is a {@link org.waybill.queue.agent.client.Wire}, connected through a
 * {@link org.waybill.queue.agent.client.Dialer} and cut by a {@link org.waybill.queue.agent.client.Watch} when
 * {@link org.waybill.queue.agent.client.RelayTimeouts} are over; a {@link org.waybill.queue.agent.client.ReplyReader} makes
 * a {@link org.waybill.queue.agent.client.Reply} of what comes, {@link org.waybill.queue.agent.client.DotStuffing} lines of
 * what goes. {@link org.waybill.queue.agent.client.TlsLayer} lays TLS around it, where a
 * {@link org.waybill.queue.agent.client.CertificateJudge} decides by {@link org.waybill.queue.agent.client.CertificateNames}
 * or {@link org.waybill.queue.agent.client.DaneCheck}, with {@link org.waybill.queue.agent.client.RelayKeys} out of
 * {@link org.waybill.queue.agent.client.KeyFiles}.
 */
@NullMarked
package org.waybill.queue.agent.client;

import org.jspecify.annotations.NullMarked;
