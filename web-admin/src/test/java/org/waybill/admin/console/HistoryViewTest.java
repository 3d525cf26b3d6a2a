package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.waybill.admin.FakeConfiguration;

class HistoryViewTest {

    private final HistoryView view;

    HistoryViewTest() {
        FakeConfiguration configuration = new FakeConfiguration();
        for (int i = 0; i < 70; i++) {
            configuration.add("text " + i, "anna", "");
        }
        view = new HistoryView(configuration);
        view.load();
    }

    @Test
    void theNewestComeFirst() {
        assertEquals(70, view.getRevisions().get(0).number());
        assertFalse(view.isLast());
    }

    @Test
    void leadsToTheOldestAndBack() {
        view.next();
        assertEquals(20, view.getRevisions().get(0).number());
        assertTrue(view.isLast());
        view.previous();
        assertEquals(70, view.getRevisions().get(0).number());
    }
}
