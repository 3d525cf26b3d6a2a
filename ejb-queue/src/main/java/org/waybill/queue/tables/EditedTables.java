package org.waybill.queue.tables;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waybill.queue.console.TablesConsole;
import org.waybill.queue.core.config.Names;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.TableText;
import org.waybill.queue.jpa.TableRows;

/** Tables and credentials as administrators reach them: checked before they are written, and logged without values. */
public final class EditedTables implements TablesConsole {

    private static final int LONGEST_KEY = 512;
    private static final int LONGEST_VALUE = 16_000;
    private static final int LONGEST_LABEL = 255;
    private static final int LONGEST_PASSWORD = 1000;
    private static final int MOST_LABELS = 10_000;

    private final TableRows rows;
    private final Secrets secrets;
    private final Supplier<Set<String>> configured;
    private final Consumer<String> log;

    /**
     * @param configured the tables that the active configuration names
     * @param log hears of every change
     */
    public EditedTables(TableRows rows, Secrets secrets, Supplier<Set<String>> configured, Consumer<String> log) {
        this.rows = rows;
        this.secrets = secrets;
        this.configured = configured;
        this.log = log;
    }

    @Override
    public List<TableView> tables() {
        Map<String, Long> sizes = rows.sizes();
        Set<String> named = configured.get();
        Set<String> all = new TreeSet<>(sizes.keySet());
        all.addAll(named);
        return all.stream()
                .map(name -> new TableView(name, sizes.getOrDefault(name, 0L), named.contains(name)))
                .toList();
    }

    @Override
    public EntryPage entries(String table, long after, int limit) {
        Names.check(table);
        return rows.page(table, after, limit);
    }

    @Override
    public void put(String table, String key, String value, String author) {
        Names.check(table);
        InlineTable.Entry entry = value.isEmpty() ? new InlineTable.Entry(key) : new InlineTable.Entry(key, value);
        check(entry);
        rows.put(table, entry);
        log("table put", author, "table=" + table + " key=" + key);
    }

    private static void check(InlineTable.Entry entry) {
        checkText("a key", entry.key(), LONGEST_KEY);
        checkText("the value of '" + entry.key() + "'", entry.value(), LONGEST_VALUE);
    }

    private static void checkText(String what, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException(what + " has 1 to " + longest + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " has a control character");
        }
    }

    @Override
    public boolean remove(String table, String key, String author) {
        Names.check(table);
        boolean removed = rows.remove(table, key);
        if (removed) {
            log("table remove", author, "table=" + table + " key=" + key);
        }
        return removed;
    }

    @Override
    public int replace(String table, String text, String author) {
        Names.check(table);
        List<InlineTable.Entry> entries = TableText.parse(text.lines().toList()).entries().stream()
                .map(entry -> new InlineTable.Entry(
                        entry.key().replace('\t', ' '), entry.value().replace('\t', ' ')))
                .toList();
        entries.forEach(EditedTables::check);
        int count = rows.replace(table, entries);
        log("table replace", author, "table=" + table + " entries=" + count);
        return count;
    }

    @Override
    public List<String> labels(String set) {
        Names.check(set);
        return secrets.labels(set, MOST_LABELS);
    }

    @Override
    public void putSecret(String set, String label, String user, String password, String author) {
        Names.check(set);
        checkText("a label", label, LONGEST_LABEL);
        checkText("a user", user, LONGEST_LABEL);
        checkText("a password", password, LONGEST_PASSWORD);
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a user has no colon");
        }
        secrets.put(set, label, user + ":" + password);
        log("secret put", author, "set=" + set + " label=" + label);
    }

    @Override
    public boolean removeSecret(String set, String label, String author) {
        Names.check(set);
        boolean removed = secrets.remove(set, label);
        if (removed) {
            log("secret remove", author, "set=" + set + " label=" + label);
        }
        return removed;
    }

    private void log(String order, String author, String what) {
        log.accept((order + " by=" + author + " " + what).replaceAll("\\p{Cntrl}", "?"));
    }
}
