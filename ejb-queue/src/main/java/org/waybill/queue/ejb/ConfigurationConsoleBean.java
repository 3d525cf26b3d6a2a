package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.waybill.queue.console.ActionForms;
import org.waybill.queue.console.ConfigurationConsole;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.core.config.ActionDirective;
import org.waybill.queue.core.config.Document;
import org.waybill.queue.core.config.Formatter;
import org.waybill.queue.core.config.MatchDirective;
import org.waybill.queue.core.config.Problem;
import org.waybill.queue.core.config.compile.Compilation;
import org.waybill.queue.jpa.QueueQueries;
import org.waybill.queue.jpa.RevisionStore;
import org.waybill.smtp.listener.ListenerReport;

/** The configuration as administrators reach it. Whatever they edit, a whole text is checked, saved and activated. */
@ApplicationScoped
public class ConfigurationConsoleBean implements ConfigurationConsole {

    @Inject
    private RevisionStore revisions;

    @Inject
    private ConfigurationTexts texts;

    @Inject
    private ActiveConfiguration active;

    @Inject
    private Listening listening;

    @Inject
    private QueueQueries queries;

    @Inject
    private QueueConsole queue;

    @Inject
    private Clock clock;

    @Override
    public Revision active() {
        return revisions.active().orElseThrow(() -> new IllegalStateException("no revision is active"));
    }

    @Override
    public List<RevisionSummary> history(long before, int limit) {
        return revisions.history(before, limit);
    }

    @Override
    public Optional<Revision> revision(long number) {
        return revisions.get(number);
    }

    @Override
    public List<Problem> validate(String text) {
        return texts.compile(0, text) instanceof Compilation.Invalid invalid ? invalid.problems() : List.of();
    }

    @Override
    public SaveResult save(String text, long expectedActive, String author, String comment) {
        Compilation compilation = texts.compile(0, text);
        if (compilation instanceof Compilation.Invalid invalid) {
            return new SaveResult.Invalid(invalid.problems());
        }
        SaveResult saved = revisions.save(text, expectedActive, author, comment, clock.instant());
        active.follow();
        return saved;
    }

    @Override
    public List<ActionSummary> actions() {
        Document document = texts.document(active().text());
        Map<String, Long> envelopes = new TreeMap<>(queries.countsByAction());
        List<ActionSummary> actions = new ArrayList<>();
        for (ActionDirective action : document.actions()) {
            String name = action.name().value();
            int rules = (int) document.rules().stream()
                    .map(MatchDirective::action)
                    .filter(name::equals)
                    .count();
            Long queued = envelopes.remove(name);
            actions.add(new ActionSummary(
                    name, action.kind(), Formatter.format(action), rules, queued == null ? 0 : queued));
        }
        envelopes.forEach((name, count) -> actions.add(new ActionSummary(name, "", "", 0, count)));
        return actions;
    }

    @Override
    public Optional<ActionForm> action(String name) {
        return texts.document(active().text()).action(name).map(ActionForms::form);
    }

    @Override
    public SaveResult saveAction(ActionForm form, long expectedActive, String author) {
        Document document = texts.document(active().text());
        if (!form.originalName().isEmpty() && !document.ownsAction(form.originalName())) {
            return refused("there is no action '" + form.originalName() + "' in the main text", "edit the text");
        }
        Document edited;
        try {
            edited = document.withAction(form.originalName(), ActionForms.directive(form));
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()), "");
        }
        String comment = form.originalName().isEmpty() ? "new action " + form.name() : "action " + form.originalName();
        return save(Formatter.format(edited), expectedActive, author, comment);
    }

    @Override
    public SaveResult deleteAction(String name, long expectedActive, String author) {
        Document document = texts.document(active().text());
        if (!document.ownsAction(name)) {
            return refused("there is no action '" + name + "' in the main text", "edit the text");
        }
        return save(
                Formatter.format(document.withoutAction(name)), expectedActive, author, "action " + name + " deleted");
    }

    private static SaveResult refused(String message, String cure) {
        return new SaveResult.Invalid(List.of(new Problem("", 1, 1, message, "", cure)));
    }

    @Override
    public int applyNow(String action, String author) {
        QueueConsole.Filter filter = new QueueConsole.Filter("", "", "", action, "");
        return queue.retry(new QueueConsole.Selection.Matching(filter), author);
    }

    @Override
    public List<ListenerView> listeners() {
        return listening.entries().stream().map(ConfigurationConsoleBean::view).toList();
    }

    private static ListenerView view(ListenerReport.Entry entry) {
        return new ListenerView(
                entry.bound().getAddress().getHostAddress() + ":"
                        + entry.bound().getPort(),
                entry.spec().tag(),
                Listening.word(entry.spec().tls().mode()),
                entry.spec().hostname(),
                entry.open(),
                entry.failure());
    }
}
