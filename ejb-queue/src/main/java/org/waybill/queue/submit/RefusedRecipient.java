package org.waybill.queue.submit;

import java.io.Serializable;

/**
 * A recipient that a mail was not taken for.
 *
 * @param recipient empty if the reason is in the mail as a whole
 * @param reply what an SMTP client would have been told, such as {@code 550 5.1.1 Invalid recipient: <x@example.org>}
 * @param temporary whether it may be taken later
 */
public record RefusedRecipient(String recipient, String reply, boolean temporary) implements Serializable {}
