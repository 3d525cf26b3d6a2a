package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waybill.admin.FakeConfiguration;
import org.waybill.admin.FakeOperator;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.ConfigurationConsole.ActionSummary;

class ActionsViewTest {

    private static final ActionSummary USED = new ActionSummary("used", "hold", "action used hold", 1, 12);
    private static final ActionSummary UNUSED = new ActionSummary("unused", "hold", "action unused hold", 0, 0);

    private final FakeConfiguration configuration = new FakeConfiguration("text");
    private final FakeNotices notices = new FakeNotices();
    private ActionsView view = as(FakeOperator.admin("anna"));

    private ActionsView as(Operator operator) {
        return new ActionsView(configuration, operator, notices);
    }

    @BeforeEach
    void openAsAdministrator() {
        configuration.actions.addAll(List.of(USED, UNUSED));
        view.load();
    }

    @Test
    void deletingTellsHowManyEnvelopesWillBeHeld() {
        view.askToDelete(USED);
        assertEquals(
                "12 queued envelopes will be held until an action of this name is defined again.",
                view.getConsequence());
        assertEquals(List.of(), configuration.orders);
    }

    @Test
    void deletingSavesARevision() {
        view.askToDelete(UNUSED);
        view.delete();
        assertEquals(List.of("anna: delete unused"), configuration.orders);
        assertEquals(List.of("done: Action unused deleted: revision 2 is active."), notices.said);
        assertEquals("", view.getDoomed());
    }

    @Test
    void deletingOutOfAnOldListIsRefused() {
        configuration.add("by another", "other", "");
        view.askToDelete(UNUSED);
        view.delete();
        assertEquals(
                List.of("refused: Nothing was saved: somebody else made revision 2 active meanwhile. Look at it, then"
                        + " save again."),
                notices.said);
    }

    @Test
    void applyingTellsHowManyWereRescheduled() {
        view.apply("used");
        assertEquals(List.of("anna: apply used"), configuration.orders);
        assertEquals(List.of("done: 3 envelopes of action used made due now."), notices.said);
    }

    @Test
    void aViewerIsRefused() {
        view = as(FakeOperator.viewer("victor"));
        assertThrows(Operator.NotPermitted.class, () -> view.apply("used"));
        assertThrows(Operator.NotPermitted.class, view::delete);
        assertEquals(List.of(), configuration.orders);
    }
}
