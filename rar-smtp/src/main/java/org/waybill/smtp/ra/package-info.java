/**
 * The resource adapter: how SMTP becomes calls of a message-driven bean, and how the bean's transaction becomes a 250.
 *
 * <p>In reading order: {@link org.waybill.smtp.ra.SmtpResourceAdapter} (the container's handle; threads and timer),
 * {@link org.waybill.smtp.ra.SmtpActivationSpec} and {@link org.waybill.smtp.ra.ActivationSettings} (what a bean asks
 * for), {@link org.waybill.smtp.ra.SmtpActivation} (one bean: its listeners from activation to deactivation),
 * {@link org.waybill.smtp.ra.MailServer} (what it needs of the network). A connection's questions then go through
 * {@link org.waybill.smtp.ra.EndpointMailHandler}: {@link org.waybill.smtp.ra.QuestionCalls} up to RCPT TO,
 * {@link org.waybill.smtp.ra.GroupCommit} for the end of DATA, both queueing on {@link org.waybill.smtp.ra.Lanes}. Each
 * call ends in {@link org.waybill.smtp.ra.PatientCall} and {@link org.waybill.smtp.ra.EndpointCall}, which alone speaks
 * to the container and, with {@link org.waybill.smtp.ra.CommitWitness}, decides whether a mail is accepted.
 */
@NullMarked
package org.waybill.smtp.ra;

import org.jspecify.annotations.NullMarked;
