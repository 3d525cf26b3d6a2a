package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waybill.admin.FakeOperator;
import org.waybill.admin.FakeQueue;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.QueueConsole.EnvelopeView;
import org.waybill.queue.console.QueueConsole.Filter;

class OrderViewTest {

    private static final Filter RELAY = new Filter("", "", "", "relay", "");

    private final FakeQueue queue = new FakeQueue().with(3, "relay");
    private final FakeNotices notices = new FakeNotices();
    private OrderView view = as(FakeOperator.admin("anna"));
    private final List<EnvelopeView> two = queue.search(Filter.all(), "", 2).envelopes();

    private OrderView as(Operator operator) {
        return new OrderView(queue, operator, notices);
    }

    @Test
    void retryOfTickedEnvelopesIsDoneAtOnce() {
        view.order(Order.RETRY, two);
        assertEquals(List.of("anna: retry Ids[envelopeIds=[0000000000000001.1, 0000000000000002.1]]"), queue.orders);
        assertEquals(List.of("done: 2 envelopes made due now."), notices.said);
        assertEquals("", view.getQuestion());
    }

    @Test
    void deleteIsAskedBackAboutWithTheCount() {
        view.order(Order.DELETE, two);
        assertEquals("Delete 2 envelopes?", view.getQuestion());
        assertEquals(List.of(), queue.orders);
        view.carryOut();
        assertEquals(1, queue.orders.size());
        assertEquals("", view.getQuestion());
    }

    @Test
    void holdTakesAReason() {
        view.order(Order.HOLD, two.subList(0, 1));
        view.setReason("looking");
        view.carryOut();
        assertEquals(List.of("anna: hold(looking) Ids[envelopeIds=[0000000000000001.1]]"), queue.orders);
    }

    @Test
    void withoutATickNothingIsOrdered() {
        view.order(Order.RETRY, List.of());
        assertEquals(List.of(), queue.orders);
        assertEquals(List.of("refused: Tick at least one envelope first."), notices.said);
    }

    @ParameterizedTest
    @EnumSource
    void anOrderForAllThatMatchIsAlwaysAskedBackAbout(Order order) {
        view.orderAll(order, RELAY);
        String count = order == Order.RELEASE ? "0" : "3";
        assertEquals(order.label() + " " + count + " envelopes where action is \"relay\"?", view.getQuestion());
        assertEquals(List.of(), queue.orders);
    }

    @Test
    void theWholeQueueIsCalledSo() {
        view.orderAll(Order.DELETE, Filter.all());
        assertEquals("Delete 3 envelopes: the whole queue?", view.getQuestion());
    }

    @Test
    void beyondAThousandItIsNotCounted() {
        queue.with(1500, "relay");
        view.orderAll(Order.RETRY, RELAY);
        assertEquals("Retry now more than 1,000 envelopes where action is \"relay\"?", view.getQuestion());
    }

    @Test
    void anOrderIsCarriedOutOnce() {
        view.order(Order.DELETE, two);
        view.carryOut();
        view.carryOut();
        assertEquals("anna: delete Ids[envelopeIds=[]]", queue.orders.get(1));
    }

    @ParameterizedTest
    @EnumSource
    void aViewerIsRefused(Order order) {
        view = as(FakeOperator.viewer("victor"));
        assertThrows(Operator.NotPermitted.class, () -> view.order(order, two));
        assertThrows(Operator.NotPermitted.class, () -> view.orderAll(order, RELAY));
        assertThrows(Operator.NotPermitted.class, view::carryOut);
        assertEquals(List.of(), queue.orders);
    }
}
