/**
 * The words of SMTP that everything else is said in. The way of the bytes: a socket's octets pass
 * {@code org.waybill.smtp.netty} (pipeline), are understood in {@code org.waybill.smtp.session} (a state machine that
 * only returns effects), and reach an application through {@code org.waybill.smtp.ra} as calls of
 * {@link org.waybill.smtp.listener.SmtpListener}.
 *
 * <p>In reading order: {@link org.waybill.smtp.MailAddress}, {@link org.waybill.smtp.ReversePath},
 * {@link org.waybill.smtp.EnhancedStatus}, {@link org.waybill.smtp.SmtpReply}, {@link org.waybill.smtp.MessageId},
 * {@link org.waybill.smtp.MessageIds}, {@link org.waybill.smtp.Peer} with
 * {@link org.waybill.smtp.ReverseName}; {@link org.waybill.smtp.MailParameters} with
 * {@link org.waybill.smtp.BodyType}, {@link org.waybill.smtp.RcptParameters}, {@link org.waybill.smtp.SaslMechanism};
 * {@link org.waybill.smtp.AddressLiteral}, {@link org.waybill.smtp.Network}.
 */
@NullMarked
package org.waybill.smtp;

import org.jspecify.annotations.NullMarked;
