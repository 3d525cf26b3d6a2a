/**
 * For beans that send mail: {@link org.waybill.queue.submit.MailSubmission} takes a
 * {@link org.waybill.queue.submit.MailToSend} and gives a {@link org.waybill.queue.submit.SubmissionReceipt}, or throws a
 * {@link org.waybill.queue.submit.SubmissionRefusedException} that names each
 * {@link org.waybill.queue.submit.RefusedRecipient}. All of it travels by value, and knows nothing else of Waybill; other
 * applications of the server use the JMS queue {@code waybill.submit}.
 */
@NullMarked
package org.waybill.queue.submit;

import org.jspecify.annotations.NullMarked;
