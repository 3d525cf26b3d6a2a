package org.waybill.admin.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.TablesConsole;
import org.waybill.queue.console.TablesConsole.EntryPage;
import org.waybill.queue.console.TablesConsole.EntryView;
import org.waybill.queue.console.TablesConsole.TableView;

/** The tables of kind {@code db:}, and the entries of one of them. Administrators only: a value may be a password's hash. */
@Named
@ViewScoped
public class TablesView implements Serializable {

    private static final int PAGE = 50;

    private TablesConsole console;
    private Operator operator;
    private Notices notices;

    private final PageKeys keys = new PageKeys();
    private List<TableView> tables = List.of();
    private EntryPage page = new EntryPage(List.of(), 0);
    private String name = "";
    private String key = "";
    private String value = "";
    private String trouble = "";

    /** For the container's proxies. */
    @SuppressWarnings("NullAway.Init")
    protected TablesView() {}

    @Inject
    public TablesView(TablesConsole console, Operator operator, Notices notices) {
        this.console = console;
        this.operator = operator;
        this.notices = notices;
    }

    /** @param given the table to show; without one, the list only */
    public void open(@Nullable String given) {
        name = given == null ? "" : given;
        load();
    }

    private void load() {
        if (!operator.admin()) {
            return;
        }
        tables = console.tables();
        if (!name.isEmpty()) {
            String after = keys.current();
            page = console.entries(name, after.isEmpty() ? 0 : Long.parseLong(after), PAGE);
        }
    }

    public void next() {
        keys.next(Long.toString(page.next()));
        load();
    }

    public void previous() {
        keys.previous();
        load();
    }

    /** Adds the entry of the form, or changes the one of that key. */
    public void put() {
        trouble = "";
        try {
            console.put(name, key.trim(), value.trim(), operator.author());
            notices.done("Entry " + key.trim() + " of table " + name + " saved: it counts from the next look-up on.");
            key = "";
            value = "";
        } catch (IllegalArgumentException e) {
            trouble = String.valueOf(e.getMessage());
        }
        load();
    }

    /** Puts an entry into the form. */
    public void edit(EntryView entry) {
        key = entry.key();
        value = entry.value().equals(entry.key()) ? "" : entry.value();
    }

    public void remove(String entry) {
        if (console.remove(name, entry, operator.author())) {
            notices.done("Entry " + entry + " of table " + name + " removed.");
        }
        load();
    }

    public List<TableView> getTables() {
        return tables;
    }

    public List<EntryView> getEntries() {
        return page.entries();
    }

    public boolean isLast() {
        return page.next() == 0;
    }

    public PageKeys getKeys() {
        return keys;
    }

    public String getName() {
        return name;
    }

    /** What is wrong with the entry in the form; empty if nothing is. */
    public String getTrouble() {
        return trouble;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public String getValue() {
        return value;
    }

    public void setValue(String value) {
        this.value = value;
    }
}
