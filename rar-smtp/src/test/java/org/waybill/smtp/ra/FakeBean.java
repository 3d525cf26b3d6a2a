package org.waybill.smtp.ra;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.SmtpListener;

/** An application that does what a test says, and takes everything when it says nothing. */
final class FakeBean implements SmtpListener {

    final List<List<Long>> batches = Collections.synchronizedList(new ArrayList<>());
    final List<ListenerReport> reports = Collections.synchronizedList(new ArrayList<>());

    volatile UnaryOperator<ListenerPlan> onListeners = UnaryOperator.identity();
    volatile Consumer<ListenerReport> onListening = report -> {};
    volatile Function<RecipientRequest, RecipientVerdict> onRecipient =
            request -> new RecipientVerdict.Accepted("plan");
    volatile Consumer<List<MailTransaction>> onCommit = batch -> {};

    @Override
    public ListenerPlan listeners(ListenerPlan activation) {
        return onListeners.apply(activation);
    }

    @Override
    public void listening(ListenerReport report) {
        onListening.accept(report);
        reports.add(report);
    }

    @Override
    public RecipientVerdict recipient(RecipientRequest request) {
        return onRecipient.apply(request);
    }

    @Override
    public void commit(List<MailTransaction> batch) {
        batches.add(batch.stream().map(mail -> mail.id().value()).toList());
        onCommit.accept(batch);
    }
}
