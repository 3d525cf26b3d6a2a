/**
 * The contract between the SMTP resource adapter and an application: implement
 * {@link org.waybill.smtp.listener.SmtpListener} as a message-driven bean and mail arrives in your transactions. This
 * package and {@code org.waybill.smtp} are the adapter's public API.
 *
 * <p>In reading order: {@link org.waybill.smtp.listener.SmtpListener},
 * {@link org.waybill.smtp.listener.RecipientRequest}, {@link org.waybill.smtp.listener.RecipientVerdict},
 * {@link org.waybill.smtp.listener.MailTransaction}, {@link org.waybill.smtp.listener.MessageBody};
 * {@link org.waybill.smtp.listener.ListenerPlan}, {@link org.waybill.smtp.listener.ListenerSpec},
 * {@link org.waybill.smtp.listener.TlsMode}, {@link org.waybill.smtp.listener.TlsIdentity},
 * {@link org.waybill.smtp.listener.SessionLimits}, {@link org.waybill.smtp.listener.ListenerReport}.
 */
@NullMarked
package org.waybill.smtp.listener;

import org.jspecify.annotations.NullMarked;
