package org.waybill.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.ConfigurationConsole;
import org.waybill.queue.console.ConfigurationConsole.ActionForm;
import org.waybill.queue.console.ConfigurationConsole.ActionSummary;

/** The form of one action. */
@Named
@ViewScoped
public class ActionView implements Serializable {

    private static final List<String> KINDS =
            List.of("mbox", "maildir", "mda", "lmtp", "expand-only", "forward-only", "relay", "jms", "hold", "discard");

    private static final List<String> POLICIES = List.of("failover", "round-robin", "random", "ratio");

    private ConfigurationConsole configuration;
    private Operator operator;
    private Notices notices;

    private String name = "";
    private long seen;
    private long envelopes;
    private ActionFields fields = new ActionFields();

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected ActionView() {}

    @Inject
    public ActionView(ConfigurationConsole configuration, Operator operator, Notices notices) {
        this.configuration = configuration;
        this.operator = operator;
        this.notices = notices;
    }

    /** The action of that name; for a name that only envelopes know, or none at all, the form of a new one. */
    public void open(String wanted) {
        name = wanted.trim();
        seen = configuration.active().summary().number();
        fields = configuration.action(name).map(ActionFields::of).orElseGet(ActionFields::new);
        if (fields.getName().isEmpty()) {
            fields.setName(name);
        }
        envelopes = configuration.actions().stream()
                .filter(action -> action.name().equals(name))
                .mapToLong(ActionSummary::envelopes)
                .sum();
    }

    public void save() {
        ActionForm form = fields.toForm();
        if (SaveNotice.tell(
                notices, configuration.saveAction(form, seen, operator.author()), "Action " + form.name() + " saved")) {
            notices.goTo("/actions.xhtml");
        } else {
            seen = configuration.active().summary().number();
        }
    }

    public boolean isDefined() {
        return !fields.getOriginalName().isEmpty();
    }

    public String getName() {
        return name;
    }

    /** How many queued envelopes name it. */
    public long getEnvelopes() {
        return envelopes;
    }

    public ActionFields getFields() {
        return fields;
    }

    public List<String> getKinds() {
        return KINDS;
    }

    public List<String> getPolicies() {
        return POLICIES;
    }
}
