/**
 * What is on disk: messages, and envelopes that hold the <em>name</em> of an action. Nothing here knows an action.
 *
 * <p>In reading order: {@link org.waybill.queue.core.envelope.ActionName},
 * {@link org.waybill.queue.core.envelope.RecipientPlans} of {@link org.waybill.queue.core.envelope.RecipientPlan} with an
 * {@link org.waybill.queue.core.envelope.Ending}, {@link org.waybill.queue.core.envelope.EnvelopeId},
 * {@link org.waybill.queue.core.envelope.Envelope} with its {@link org.waybill.queue.core.envelope.EnvelopeState},
 * {@link org.waybill.queue.core.envelope.StoredMessage} with its {@link org.waybill.queue.core.envelope.BodyLocation},
 * {@link org.waybill.queue.core.envelope.QueuedMail}, {@link org.waybill.queue.core.envelope.TransactionRecord} with
 * {@link org.waybill.queue.core.envelope.GivenParameters} and {@link org.waybill.queue.core.envelope.DsnText}; how they are worked on:
 * {@link org.waybill.queue.core.envelope.Lease}, {@link org.waybill.queue.core.envelope.Attempt},
 * {@link org.waybill.queue.core.envelope.Settlement}; the ports {@link org.waybill.queue.core.envelope.MailQueue} and
 * {@link org.waybill.queue.core.envelope.MessageStore}.
 */
@NullMarked
package org.waybill.queue.core.envelope;

import org.jspecify.annotations.NullMarked;
