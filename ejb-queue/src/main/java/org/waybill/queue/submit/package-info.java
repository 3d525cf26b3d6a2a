/**
 * For beans that send mail: {@link org.waybill.queue.submit.MailSubmission} takes a
 * {@link org.waybill.queue.submit.MailToSend} and gives a {@link org.waybill.queue.submit.SubmissionReceipt}, or throws a
 * {@link org.waybill.queue.submit.SubmissionRefusedException} that names each
 * {@link org.waybill.queue.submit.RefusedRecipient}. {@link org.waybill.queue.submit.RemoteMailSubmission} is for other
 * applications. These classes know nothing else of Waybill.
 */
@NullMarked
package org.waybill.queue.submit;

import org.jspecify.annotations.NullMarked;
