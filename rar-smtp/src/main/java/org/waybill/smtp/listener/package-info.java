/**
 * The contract between the SMTP resource adapter and an application: implement
 * {@link org.waybill.smtp.listener.SmtpListener} as a message-driven bean and mail arrives in your transactions. This
 * package and {@code org.waybill.smtp} are the adapter's public API.
 *
 * <p>In reading order: {@link org.waybill.smtp.listener.SmtpListener}; its questions and their answers:
 * {@link org.waybill.smtp.listener.Step} with {@link org.waybill.smtp.listener.StepRequest} and
 * {@link org.waybill.smtp.listener.StepVerdict},
 * {@link org.waybill.smtp.listener.PasswordRequest} and {@link org.waybill.smtp.listener.PasswordVerdict},
 * {@link org.waybill.smtp.listener.ScramRequest} and {@link org.waybill.smtp.listener.ScramVerdict} with
 * {@link org.waybill.smtp.listener.ScramSecret}, {@link org.waybill.smtp.listener.SenderRequest} and
 * {@link org.waybill.smtp.listener.SenderVerdict}, {@link org.waybill.smtp.listener.RecipientRequest} and
 * {@link org.waybill.smtp.listener.RecipientVerdict}; {@link org.waybill.smtp.listener.MailTransaction},
 * {@link org.waybill.smtp.listener.MessageBody}. What to listen on: {@link org.waybill.smtp.listener.ListenerPlan},
 * {@link org.waybill.smtp.listener.ListenerSpec} with {@link org.waybill.smtp.listener.TlsPolicy},
 * {@link org.waybill.smtp.listener.TlsMode}, {@link org.waybill.smtp.listener.TlsIdentity},
 * {@link org.waybill.smtp.listener.AuthPolicy}, {@link org.waybill.smtp.listener.TrustedSources};
 * {@link org.waybill.smtp.listener.SessionLimits}, {@link org.waybill.smtp.listener.ListenerReport}.
 */
@NullMarked
package org.waybill.smtp.listener;

import org.jspecify.annotations.NullMarked;
