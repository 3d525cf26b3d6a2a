package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.smtp.MessageId;

class DispatchMessageTest {

    @Test
    void anOrderTravelsAsIdsOnly() {
        DispatchMessage message = new DispatchMessage.Deliver(List.of(
                new DeliveryOrder(7, MessageId.parse("00f1000000000001"), List.of(1, 2, 30)),
                new DeliveryOrder(7, MessageId.parse("00f1000000000002"), List.of(1))));
        assertEquals("deliver 7 00f1000000000001:1,2,30 00f1000000000002:1", message.toText());
        assertEquals(message, DispatchMessage.parse(message.toText()));
    }

    @Test
    void whatIsPassedOverTravelsInTheSameWay() {
        DispatchMessage message = new DispatchMessage.PassOver(
                List.of(new DeliveryOrder(7, MessageId.parse("00f1000000000001"), List.of(1, 2))));
        assertEquals("pass 7 00f1000000000001:1,2", message.toText());
        assertEquals(message, DispatchMessage.parse(message.toText()));
    }

    @Test
    void aHintSaysLook() {
        assertEquals(new DispatchMessage.Look(), DispatchMessage.parse(new DispatchMessage.Look().toText()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Look",
                "deliver",
                "deliver 7",
                "pass",
                "passed 7 00f1000000000001:1",
                "deliver 7 00f1000000000001",
                "deliver x 00f1000000000001:1",
                "deliver 7 00f1:1",
                "deliver 7 00f1000000000001:",
                "deliver 7 00f1000000000001:1,a"
            })
    void refusesEverythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> DispatchMessage.parse(text));
    }
}
