package org.waybill.queue.core.submit;

import org.waybill.smtp.listener.MailTransaction;

/** One thing that is done to the headers of mails. */
public interface HeaderEdit {

    /**
     * The header to keep; the given one if there is nothing to do.
     *
     * @param header whole lines, each ended by CR LF, an octet a character
     */
    String edited(MailTransaction mail, String header);
}
