package org.waybill.admin.console;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.waybill.queue.console.ConfigurationConsole;
import org.waybill.queue.console.ConfigurationConsole.RevisionSummary;

/** The revisions, newest first, page by page. */
@Named
@ViewScoped
public class HistoryView implements Serializable {

    private static final int PAGE = 50;

    private ConfigurationConsole configuration;

    private final PageKeys keys = new PageKeys();
    private List<RevisionSummary> revisions = List.of();

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected HistoryView() {}

    @Inject
    public HistoryView(ConfigurationConsole configuration) {
        this.configuration = configuration;
    }

    @PostConstruct
    void load() {
        String before = keys.current();
        revisions = configuration.history(before.isEmpty() ? 0 : Long.parseLong(before), PAGE);
    }

    public void next() {
        keys.next(Long.toString(revisions.get(revisions.size() - 1).number()));
        load();
    }

    public void previous() {
        keys.previous();
        load();
    }

    public List<RevisionSummary> getRevisions() {
        return revisions;
    }

    /** A full page may have another behind it. */
    public boolean isLast() {
        return revisions.size() < PAGE;
    }

    public PageKeys getKeys() {
        return keys;
    }
}
