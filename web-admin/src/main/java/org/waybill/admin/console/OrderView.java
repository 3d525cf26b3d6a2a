package org.waybill.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.console.QueueConsole.EnvelopeView;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.console.QueueConsole.Preview;
import org.waybill.queue.console.QueueConsole.Selection;

/** An order about envelopes: given at once, or asked back about first. */
@Named
@ViewScoped
public class OrderView implements Serializable {

    private QueueConsole queue;
    private Operator operator;
    private Notices notices;

    private Order order = Order.RETRY;
    private Selection selection = new Selection.Ids(List.of());
    private String question = "";
    private String reason = "";

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected OrderView() {}

    @Inject
    public OrderView(QueueConsole queue, Operator operator, Notices notices) {
        this.queue = queue;
        this.operator = operator;
        this.notices = notices;
    }

    /** For ticked envelopes. */
    public void order(Order wanted, List<EnvelopeView> ticked) {
        List<String> ids = ticked.stream().map(EnvelopeView::id).toList();
        if (ids.isEmpty()) {
            question = "";
            notices.refused("Tick at least one envelope first.");
            return;
        }
        prepare(wanted, new Selection.Ids(ids), Display.count(ids.size(), "envelope"));
        if (!wanted.confirmed()) {
            carryOut();
        }
    }

    /** For everything that a search finds, now and at the moment of the order; always asked back about. */
    public void orderAll(Order wanted, Filter filter) {
        Preview found = queue.preview(new Selection.Matching(filter), wanted.states());
        String count = Display.count(found.count(), "envelope");
        String words = FilterFields.inWords(filter);
        prepare(
                wanted,
                new Selection.Matching(filter),
                (found.exact() ? count : "more than " + count)
                        + (words.isEmpty() ? ": the whole queue" : " where " + words));
    }

    private void prepare(Order wanted, Selection wantedSelection, String what) {
        operator.author();
        order = wanted;
        selection = wantedSelection;
        reason = "";
        question = wanted.label() + " " + what + "?";
    }

    public void carryOut() {
        int count = order.carryOut(queue, selection, reason, operator.author());
        question = "";
        selection = new Selection.Ids(List.of());
        notices.done(Display.count(count, "envelope") + " " + order.done() + ".");
    }

    public Order getOrder() {
        return order;
    }

    /** Empty when nothing is to be asked. */
    public String getQuestion() {
        return question;
    }

    public boolean isReasonWanted() {
        return order == Order.HOLD;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
