package org.waybill.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.console.QueueConsole.EnvelopeView;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.console.QueueConsole.Page;

/** The queue page: a search, a page of its envelopes, those that are ticked. */
@Named
@ViewScoped
public class QueueView implements Serializable {

    private static final int PAGE = 50;

    private QueueConsole queue;

    private final FilterFields fields = new FilterFields();
    private final PageKeys keys = new PageKeys();
    private String trouble = "";
    private Filter filter = Filter.all();
    private Page page = new Page(List.of(), "");
    private List<EnvelopeView> selected = List.of();

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected QueueView() {}

    @Inject
    public QueueView(QueueConsole queue) {
        this.queue = queue;
    }

    /** Begins with what the page's address says; empty texts say nothing. */
    public void open(String action, String state) {
        fields.setAction(action);
        fields.setState(state);
        search();
    }

    /** Shows the first page of what the fields say. */
    public void search() {
        trouble = "";
        try {
            filter = fields.toFilter(Instant.now());
            keys.first();
        } catch (IllegalArgumentException e) {
            trouble = String.valueOf(e.getMessage());
        }
    }

    public void next() {
        keys.next(page.next());
    }

    public void previous() {
        keys.previous();
    }

    /** Comes before each rendering, so that a page is never older than its orders. */
    public void refresh() {
        page = queue.search(filter, keys.current(), PAGE);
        selected = List.of();
    }

    /** What is wrong with the fields; empty if nothing is. */
    public String getTrouble() {
        return trouble;
    }

    public FilterFields getFields() {
        return fields;
    }

    /** What is shown now, whatever has been typed into the fields since. */
    public Filter getFilter() {
        return filter;
    }

    public List<EnvelopeView> getEnvelopes() {
        return page.envelopes();
    }

    public boolean isLast() {
        return page.next().isEmpty();
    }

    public PageKeys getKeys() {
        return keys;
    }

    public List<EnvelopeView> getSelected() {
        return selected;
    }

    public void setSelected(List<EnvelopeView> selected) {
        this.selected = List.copyOf(selected);
    }
}
