package org.waybill.queue.console;

import org.waybill.queue.console.ConfigurationConsole.ActionForm;
import org.waybill.queue.core.config.ActionDirective;

/** Between the fields of a form and the syntax tree: nothing else knows both. */
public final class ActionForms {

    private ActionForms() {}

    public static ActionForm form(ActionDirective action) {
        return new ActionForm(
                action.name().value(),
                action.name().value(),
                action.kind(),
                action.argument(),
                action.userbase(),
                action.hosts(),
                action.policy(),
                action.auth(),
                action.others(),
                action.ttl(),
                action.retry(),
                action.description());
    }

    /** @throws IllegalArgumentException if the further options cannot be read, with a sentence */
    public static ActionDirective directive(ActionForm form) {
        return ActionDirective.of(
                form.name(),
                form.kind(),
                form.argument(),
                form.userbase(),
                form.hosts(),
                form.policy(),
                form.auth(),
                form.others(),
                form.ttl(),
                form.retry(),
                form.description());
    }
}
