package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waybill.admin.FakeConfiguration;
import org.waybill.admin.FakeOperator;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.ConfigurationConsole.ActionForm;
import org.waybill.queue.console.ConfigurationConsole.ActionSummary;

class ActionViewTest {

    private static final ActionForm RELAY = new ActionForm(
            "out",
            "out",
            "relay",
            "",
            "",
            "smtp://a.example, tls://l@b.example:587?auth=plain,login",
            "ratio",
            "secrets",
            "srs",
            "5d",
            "",
            "");

    private final FakeConfiguration configuration = new FakeConfiguration("text");
    private final FakeNotices notices = new FakeNotices();
    private ActionView view = as(FakeOperator.admin("anna"));

    private ActionView as(Operator operator) {
        return new ActionView(configuration, operator, notices);
    }

    @BeforeEach
    void asAdministrator() {
        configuration.form = Optional.of(RELAY);
        configuration.actions.add(new ActionSummary("gone", "", "", 0, 7));
    }

    @Test
    void hostsStandOneALine() {
        view.open("out");
        assertTrue(view.isDefined());
        assertEquals(
                "smtp://a.example\ntls://l@b.example:587?auth=plain,login",
                view.getFields().getHosts());
    }

    @Test
    void aNameThatOnlyEnvelopesKnowBecomesTheNameOfANewAction() {
        view.open("gone");
        assertFalse(view.isDefined());
        assertEquals("gone", view.getFields().getName());
        assertEquals(7, view.getEnvelopes());
    }

    @Test
    void fieldsOfAnotherKindAreNotSaved() {
        view.open("out");
        view.getFields().setKind("maildir");
        view.getFields().setArgument(" /srv/mail ");
        view.getFields().setOthers("junk");
        view.save();
        assertEquals(
                List.of("save "
                        + new ActionForm("out", "out", "maildir", "/srv/mail", "", "", "", "", "junk", "5d", "", "")),
                configuration.orders);
    }

    @Test
    void policyAndCredentialsAreFieldsOfARelay() {
        view.open("out");
        assertEquals("ratio", view.getFields().getPolicy());
        view.getFields().setPolicy("failover");
        view.getFields().setAuth(" others ");
        ActionForm form = view.getFields().toForm();
        assertEquals(List.of("failover", "others"), List.of(form.policy(), form.auth()));
        assertTrue(view.getPolicies().contains("failover"));
    }

    @Test
    void savingTellsTheRevisionAndGoesBackToTheList() {
        view.open("out");
        view.save();
        assertEquals(List.of("done: Action out saved: revision 2 is active."), notices.said);
        assertEquals("/actions.xhtml", notices.wentTo);
    }

    @Test
    void problemsAreShownWithTheirCureAndTheFormStays() {
        view.open("");
        view.getFields().setName("wrong");
        view.save();
        assertEquals(List.of("refused: this is wrong; expected something right. Correct it"), notices.said);
        assertEquals("", notices.wentTo);
        assertEquals("wrong", view.getFields().getName());
    }

    @Test
    void afterAConflictTheFormStaysAndCanBeSavedAgain() {
        view.open("out");
        configuration.add("by another", "other", "");
        view.save();
        assertEquals("", notices.wentTo);
        view.save();
        assertEquals("/actions.xhtml", notices.wentTo);
    }

    @Test
    void aViewerIsRefused() {
        view = as(FakeOperator.viewer("victor"));
        view.open("out");
        assertThrows(Operator.NotPermitted.class, view::save);
        assertEquals(1, configuration.revisions.size());
    }
}
