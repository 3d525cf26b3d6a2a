package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.admin.FakeQueue;

class MessageViewTest {

    private final MessageView view = new MessageView(new FakeQueue().with(2, "local"));

    @Test
    void allEnvelopesOfTheMessageAreTicked() {
        view.open(" 0000000000000002 ");
        view.refresh();
        assertEquals(1, view.getSelected().size());
        assertEquals("0000000000000002.1", view.getSelected().get(0).id());
    }

    @Test
    void anUnknownMessageIsNone() {
        view.open("nothing");
        view.refresh();
        assertNull(view.getMessage());
        assertEquals(List.of(), view.getSelected());
    }
}
