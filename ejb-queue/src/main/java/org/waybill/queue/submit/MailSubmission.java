package org.waybill.queue.submit;

/**
 * Sends mail from a bean of this application: through the rules of the configuration, as mail {@code from socket}, into the
 * queue.
 *
 * <p>In the transaction of the caller: a mail is sent if and when that transaction commits, and then it is on disk; if it
 * is rolled back, the mail has never been. Without a transaction of the caller each call has one of its own.
 *
 * <pre>{@code
 * @EJB
 * private MailSubmission mail;
 *
 * SubmissionReceipt receipt = mail.submit(MailToSend.of(message));
 * }</pre>
 */
public interface MailSubmission {

    /**
     * Sends a mail to all of its recipients or to none, unless the mail says otherwise.
     *
     * @return the mail's id, as logs, the console and the Received field have it
     * @throws SubmissionRefusedException if it is not taken; nothing has been sent then, and the transaction goes on
     */
    SubmissionReceipt submit(MailToSend mail) throws SubmissionRefusedException;
}
