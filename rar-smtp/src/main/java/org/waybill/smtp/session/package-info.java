/**
 * SMTP as a state machine (RFC 5321): octets become lines and bodies, lines become commands, commands move a state and
 * yield effects. Nothing here does I/O, reads a clock or calls anybody; {@code org.waybill.smtp.netty} carries the
 * effects out and comes back with what happened.
 *
 * <p>In reading order: {@link org.waybill.smtp.session.SmtpSession} (the protocol),
 * {@link org.waybill.smtp.session.SessionState} (where a session stands), {@link org.waybill.smtp.session.Effect} (what
 * is to be done next), {@link org.waybill.smtp.session.Steps} with {@link org.waybill.smtp.session.Rewriting} (what the
 * application has to say about it); {@link org.waybill.smtp.session.LineDecoder} and
 * {@link org.waybill.smtp.session.CommandLine}, {@link org.waybill.smtp.session.CommandParser},
 * {@link org.waybill.smtp.session.Command} and {@link org.waybill.smtp.session.EsmtpParameters};
 * {@link org.waybill.smtp.session.BodyDecoder}, {@link org.waybill.smtp.session.HeaderScan} and
 * {@link org.waybill.smtp.session.BodyOutcome}; {@link org.waybill.smtp.session.Capabilities},
 * {@link org.waybill.smtp.session.ReceivedHeader}.
 */
@NullMarked
package org.waybill.smtp.session;

import org.jspecify.annotations.NullMarked;
