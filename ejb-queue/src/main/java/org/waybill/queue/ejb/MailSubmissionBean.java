package org.waybill.queue.ejb;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.waybill.queue.core.enqueue.LocalVerdict;
import org.waybill.queue.local.LocalIntake;
import org.waybill.queue.sendmail.Form;
import org.waybill.queue.submit.MailSubmission;
import org.waybill.queue.submit.MailToSend;
import org.waybill.queue.submit.RefusedRecipient;
import org.waybill.queue.submit.SubmissionReceipt;
import org.waybill.queue.submit.SubmissionRefusedException;
import org.waybill.smtp.SmtpReply;

/** Mail of beans. */
@Stateless
@Local(MailSubmission.class)
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class MailSubmissionBean implements MailSubmission {

    @Inject
    private LocalIntake intake;

    @Override
    public SubmissionReceipt submit(MailToSend mail) throws SubmissionRefusedException {
        LocalVerdict verdict = verdict(mail);
        List<RefusedRecipient> refused =
                verdict.refusals().stream().map(MailSubmissionBean::refused).toList();
        if (verdict instanceof LocalVerdict.Queued queued) {
            return new SubmissionReceipt(queued.mail().id().toString(), refused);
        }
        throw new SubmissionRefusedException(refused);
    }

    private LocalVerdict verdict(MailToSend mail) {
        byte[] text = mail.text();
        try {
            return intake.take(form(mail), new ByteArrayInputStream(text), text.length);
        } catch (IllegalArgumentException e) {
            return new LocalVerdict.Refused(
                    List.of(new LocalVerdict.Refusal("", SmtpReply.of(501, "5.5.4", String.valueOf(e.getMessage())))));
        } catch (IOException e) {
            throw new UncheckedIOException("a mail cannot be written", e);
        }
    }

    private static Form form(MailToSend mail) {
        String notify = mail.notifications().stream().map(Enum::name).collect(Collectors.joining(","));
        return new Form(
                "", mail.sender(), "", mail.recipients(), false, mail.isToGoodOnes(), notify, "", mail.envelopeId());
    }

    private static RefusedRecipient refused(LocalVerdict.Refusal refusal) {
        return new RefusedRecipient(
                refusal.recipient(), refusal.reply().toString(), refusal.reply().isTransient());
    }
}
