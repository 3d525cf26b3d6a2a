package org.waybill.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.ConfigurationConsole;
import org.waybill.queue.console.ConfigurationConsole.ActionSummary;

/** The list of actions. */
@Named
@ViewScoped
public class ActionsView implements Serializable {

    private ConfigurationConsole configuration;
    private Operator operator;
    private Notices notices;

    private long seen;
    private List<ActionSummary> actions = List.of();
    private String consequence = "";
    private String doomed = "";

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected ActionsView() {}

    @Inject
    public ActionsView(ConfigurationConsole configuration, Operator operator, Notices notices) {
        this.configuration = configuration;
        this.operator = operator;
        this.notices = notices;
    }

    public void load() {
        seen = configuration.active().summary().number();
        actions = configuration.actions();
    }

    public void apply(String name) {
        int count = configuration.applyNow(name, operator.author());
        notices.done(Display.count(count, "envelope") + " of action " + name + " made due now.");
        load();
    }

    /** Asks back, with the number of envelopes that name it. */
    public void askToDelete(ActionSummary action) {
        doomed = action.name();
        consequence = action.envelopes() == 0
                ? "No queued envelope names it."
                : Display.count(action.envelopes(), "queued envelope")
                        + " will be held until an action of this name is defined again.";
    }

    public void delete() {
        SaveNotice.tell(
                notices, configuration.deleteAction(doomed, seen, operator.author()), "Action " + doomed + " deleted");
        doomed = "";
        load();
    }

    public List<ActionSummary> getActions() {
        return actions;
    }

    public String getConsequence() {
        return consequence;
    }

    /** The action that is asked back about, empty for none. */
    public String getDoomed() {
        return doomed;
    }
}
