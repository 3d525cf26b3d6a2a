package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waybill.admin.FakeConfiguration;
import org.waybill.admin.FakeOperator;
import org.waybill.admin.console.LineDiff.Kind;
import org.waybill.admin.console.LineDiff.Line;
import org.waybill.admin.security.Operator;

class ConfigurationViewTest {

    private final FakeConfiguration configuration = new FakeConfiguration("one\ntwo\n");
    private final FakeNotices notices = new FakeNotices();
    private ConfigurationView view = as(FakeOperator.admin("anna"));

    private ConfigurationView as(Operator operator) {
        return new ConfigurationView(configuration, operator, notices);
    }

    @BeforeEach
    void openAsAdministrator() {
        view.load();
    }

    @Test
    void whatABrowserSendsIsSavedWithUnixLines() {
        view.setText("one\r\n2\r\n");
        view.setComment(" why ");
        view.save();
        assertEquals("one\n2\n", configuration.active().text());
        assertEquals("why", configuration.active().summary().comment());
        assertEquals("anna", configuration.active().summary().author());
        assertEquals("/configuration.xhtml", notices.wentTo);
    }

    @Test
    void validatingSavesNothing() {
        view.setText("fine");
        view.validate();
        assertEquals(List.of("done: No problems: this text can be saved."), notices.said);
        assertEquals(1, configuration.revisions.size());
    }

    @Test
    void problemsAreListedAndTheTextStays() {
        view.setText("wrong");
        view.save();
        assertEquals(1, view.getProblems().size());
        assertEquals(List.of(), notices.said);
        assertEquals("wrong", view.getText());
        assertEquals("", notices.wentTo);
    }

    @Test
    void aConflictShowsTheDifferenceAndTheTextStays() {
        configuration.add("one\ntwo\nthree\n", "other", "");
        view.setText("one\n2\n");
        view.save();
        assertEquals(2, view.getOther());
        assertEquals("one\n2\n", view.getText());
        assertEquals(2, configuration.revisions.size());
        assertEquals(
                List.of(
                        new Line(Kind.SAME, 1, 1, "one"),
                        new Line(Kind.REMOVED, 2, 0, "two"),
                        new Line(Kind.REMOVED, 3, 0, "three"),
                        new Line(Kind.ADDED, 0, 2, "2")),
                view.getDifference());
    }

    @Test
    void afterTheDifferenceWasShownTheTextCanBeSavedOver() {
        configuration.add("other text", "other", "");
        view.setText("mine");
        view.save();
        view.saveOver();
        assertEquals("mine", configuration.active().text());
    }

    @Test
    void aThirdRevisionIsAConflictAgain() {
        configuration.add("other text", "other", "");
        view.setText("mine");
        view.save();
        configuration.add("third text", "other", "");
        view.saveOver();
        assertEquals(3, view.getOther());
        assertEquals("third text", configuration.active().text());
    }

    @Test
    void aViewerIsRefused() {
        view = as(FakeOperator.viewer("victor"));
        assertThrows(Operator.NotPermitted.class, view::save);
        assertEquals(1, configuration.revisions.size());
    }
}
