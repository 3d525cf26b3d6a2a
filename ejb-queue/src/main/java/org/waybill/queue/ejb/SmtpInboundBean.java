package org.waybill.queue.ejb;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.waybill.queue.core.AcceptMail;
import org.waybill.queue.core.AcceptRecipient;
import org.waybill.queue.core.AcceptSender;
import org.waybill.queue.core.AcceptStep;
import org.waybill.queue.core.Authenticate;
import org.waybill.queue.core.Counters;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.PasswordRequest;
import org.waybill.smtp.listener.PasswordVerdict;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.ScramRequest;
import org.waybill.smtp.listener.ScramVerdict;
import org.waybill.smtp.listener.SenderRequest;
import org.waybill.smtp.listener.SenderVerdict;
import org.waybill.smtp.listener.SmtpListener;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;

/** Where mail comes in: the resource adapter's calls go to the first two verbs. */
@MessageDriven(name = "SmtpInboundBean", messageListenerInterface = SmtpListener.class)
public class SmtpInboundBean implements SmtpListener {

    @Inject
    private Listening listening;

    @Inject
    private AcceptStep acceptStep;

    @Inject
    private Authenticate authenticate;

    @Inject
    private AcceptSender acceptSender;

    @Inject
    private AcceptRecipient acceptRecipient;

    @Inject
    private AcceptMail acceptMail;

    @Inject
    private AfterCommit afterCommit;

    @Inject
    private Counters counters;

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public ListenerPlan listeners(ListenerPlan activation) {
        return listening.plan();
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void listening(ListenerReport report) {
        listening.report(report);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public StepVerdict step(StepRequest request) {
        return acceptStep.accept(request);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public PasswordVerdict password(PasswordRequest request) {
        return Undecided.orThrown(() -> authenticate.password(request));
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public ScramVerdict scram(ScramRequest request) {
        return Undecided.orThrown(() -> authenticate.scram(request));
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public SenderVerdict sender(SenderRequest request) {
        return acceptSender.accept(request);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public RecipientVerdict recipient(RecipientRequest request) {
        return acceptRecipient.accept(request);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void commit(List<MailTransaction> batch) {
        acceptMail.accept(batch);
        afterCommit.accepted(batch, counters);
    }
}
