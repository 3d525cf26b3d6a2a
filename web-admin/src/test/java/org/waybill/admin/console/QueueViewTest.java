package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waybill.admin.FakeQueue;

class QueueViewTest {

    private final QueueView view =
            new QueueView(new FakeQueue().with(100, "local").with(20, "relay"));

    @BeforeEach
    void openWith120Envelopes() {
        view.open("", "");
        view.refresh();
    }

    private String firstId() {
        return view.getEnvelopes().get(0).id();
    }

    @Test
    void theFirstPageHasNothingBeforeIt() {
        assertEquals(50, view.getEnvelopes().size());
        assertFalse(view.getKeys().hasPrevious());
        assertFalse(view.isLast());
    }

    @Test
    void leadsOnToTheLastPageAndBackAgain() {
        String first = firstId();
        view.next();
        view.refresh();
        String second = firstId();
        view.next();
        view.refresh();
        assertEquals(20, view.getEnvelopes().size());
        assertTrue(view.isLast());
        view.previous();
        view.refresh();
        assertEquals(second, firstId());
        view.previous();
        view.refresh();
        assertEquals(first, firstId());
        assertEquals(1, view.getKeys().number());
    }

    @Test
    void aSearchBeginsWithItsFirstPage() {
        view.next();
        view.getFields().setAction(" relay ");
        view.search();
        view.refresh();
        assertEquals(20, view.getEnvelopes().size());
        assertEquals(1, view.getKeys().number());
    }

    @Test
    void whatIsTypedButNotSearchedForChangesNoPage() {
        view.getFields().setAction("relay");
        view.refresh();
        assertEquals(50, view.getEnvelopes().size());
        assertEquals("", view.getFilter().action());
    }

    @Test
    void theAddressOfThePageCanSayWhatToSearchFor() {
        view.open("relay", "");
        view.refresh();
        assertEquals(20, view.getEnvelopes().size());
    }
}
