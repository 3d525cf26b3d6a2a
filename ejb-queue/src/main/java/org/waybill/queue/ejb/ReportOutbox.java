package org.waybill.queue.ejb;

import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.agent.mx.ReportPost;
import org.waybill.queue.agent.mx.TlsReportSender;
import org.waybill.queue.core.mx.TlsReportRecord.Place;
import org.waybill.queue.submit.MailSubmission;
import org.waybill.queue.submit.MailToSend;
import org.waybill.queue.submit.SubmissionRefusedException;

/**
 * TLS reports leave as mail from inside does, by the rules, or by HTTPS. What cannot be delivered goes back to the contact
 * as an ordinary mail's would, and no further: nobody answers that.
 */
record ReportOutbox(MailSubmission submission, ReportPost web) implements TlsReportSender.Outbox {

    private static final Logger LOG = Logger.getLogger("org.waybill.tlsrpt");

    @Override
    public boolean mail(String from, String to, byte[] text) {
        try {
            submission.submit(MailToSend.of(text).withSender(from).withRecipients(List.of(to)));
            return true;
        } catch (SubmissionRefusedException e) {
            LOG.log(Level.INFO, "a TLS report to <{0}> was refused: {1}", new Object[] {to, e.getMessage()});
            return false;
        }
    }

    @Override
    public void post(Place.Web place, byte[] zipped) throws IOException {
        web.post(place, zipped);
    }
}
