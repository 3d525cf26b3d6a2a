package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waybill.admin.FakeConfiguration;
import org.waybill.admin.FakeOperator;
import org.waybill.admin.console.LineDiff.Kind;
import org.waybill.admin.console.LineDiff.Line;
import org.waybill.admin.security.Operator;

class RevisionViewTest {

    private final FakeConfiguration configuration = new FakeConfiguration("old", "new");
    private final FakeNotices notices = new FakeNotices();
    private RevisionView view = as(FakeOperator.admin("anna"));

    private RevisionView as(Operator operator) {
        return new RevisionView(configuration, operator, notices);
    }

    @BeforeEach
    void openTheFirstAsAdministrator() {
        view.open("1");
    }

    @Test
    void showsWhatRestoringItWouldChange() {
        assertEquals(
                List.of(new Line(Kind.REMOVED, 1, 0, "new"), new Line(Kind.ADDED, 0, 1, "old")), view.getDifference());
    }

    @Test
    void restoringSavesItsTextAsANewRevision() {
        view.restore();
        assertEquals(3, configuration.revisions.size());
        assertEquals("old", configuration.active().text());
        assertEquals("Restore revision 1", configuration.active().summary().comment());
        assertEquals("/history.xhtml", notices.wentTo);
    }

    @Test
    void anotherRevisionInBetweenStopsIt() {
        configuration.add("third", "other", "");
        view.restore();
        assertEquals("third", configuration.active().text());
        assertEquals("", notices.wentTo);
    }

    @Test
    void anUnknownNumberIsNone() {
        view.open("9");
        assertNull(view.getRevision());
        view.open("x");
        assertNull(view.getRevision());
    }

    @Test
    void aViewerIsRefused() {
        view = as(FakeOperator.viewer("victor"));
        assertThrows(Operator.NotPermitted.class, view::restore);
        assertEquals(2, configuration.revisions.size());
    }
}
