package org.waybill.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.ConfigurationConsole;
import org.waybill.queue.console.ConfigurationConsole.Revision;

/** One revision: its text, how it differs from the active one, and the way back to it. */
@Named
@ViewScoped
public class RevisionView implements Serializable {

    private ConfigurationConsole configuration;
    private Operator operator;
    private Notices notices;

    private long number;
    private long active;
    private @Nullable Revision revision;
    private List<LineDiff.Line> difference = List.of();

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected RevisionView() {}

    @Inject
    public RevisionView(ConfigurationConsole configuration, Operator operator, Notices notices) {
        this.configuration = configuration;
        this.operator = operator;
        this.notices = notices;
    }

    public void open(String wanted) {
        number = wanted.matches("[0-9]{1,18}") ? Long.parseLong(wanted) : 0;
        Revision current = configuration.active();
        active = current.summary().number();
        revision = configuration.revision(number).orElse(null);
        difference = revision == null
                ? List.of()
                : LineDiff.between(current.text(), revision.text()).withContext(3);
    }

    /** Saves this text as a new revision: history only grows. */
    public void restore() {
        String author = operator.author();
        if (revision == null) {
            return;
        }
        boolean saved = SaveNotice.tell(
                notices,
                configuration.save(revision.text(), active, author, "Restore revision " + number),
                "Revision " + number + " restored");
        if (saved) {
            notices.goTo("/history.xhtml");
        }
    }

    public long getNumber() {
        return number;
    }

    public long getActive() {
        return active;
    }

    /** Null if there is no such number. */
    public @Nullable Revision getRevision() {
        return revision;
    }

    public List<LineDiff.Line> getDifference() {
        return difference;
    }
}
