package org.waybill.admin.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waybill.admin.FakeOperator;
import org.waybill.admin.security.Operator;
import org.waybill.queue.console.TablesConsole;

class TablesViewTest {

    /** One table of 70 entries. */
    private static final class FakeTables implements TablesConsole {

        private final List<String> orders = new ArrayList<>();

        @Override
        public List<TableView> tables() {
            return List.of(new TableView("aliases", 70, true));
        }

        @Override
        public EntryPage entries(String table, long after, int limit) {
            List<EntryView> entries = IntStream.rangeClosed((int) after + 1, (int) Math.min(70, after + limit))
                    .mapToObj(i -> new EntryView("key" + i, "value" + i))
                    .toList();
            return new EntryPage(entries, after + limit < 70 ? after + limit : 0);
        }

        @Override
        public void put(String table, String key, String value, String author) {
            if (key.isEmpty()) {
                throw new IllegalArgumentException("a key is not empty");
            }
            orders.add("put " + table + " " + key + " " + value + " " + author);
        }

        @Override
        public boolean remove(String table, String key, String author) {
            return orders.add("remove " + table + " " + key + " " + author);
        }

        @Override
        public int replace(String table, String text, String author) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> labels(String set) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void putSecret(String set, String label, String user, String password, String author) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean removeSecret(String set, String label, String author) {
            throw new UnsupportedOperationException();
        }
    }

    private final FakeTables tables = new FakeTables();
    private final FakeNotices notices = new FakeNotices();
    private final TablesView view = as(FakeOperator.admin("anna"));

    private TablesView as(Operator operator) {
        return new TablesView(tables, operator, notices);
    }

    @Test
    void showsTheListAndTheEntriesOfOne() {
        view.open(null);
        assertEquals(1, view.getTables().size());
        assertEquals(List.of(), view.getEntries());
        view.open("aliases");
        assertEquals(50, view.getEntries().size());
        view.next();
        assertEquals("key51", view.getEntries().get(0).key());
        assertTrue(view.isLast());
        view.previous();
        assertEquals("key1", view.getEntries().get(0).key());
    }

    @Test
    void savesAnEntryAndEmptiesTheForm() {
        view.open("aliases");
        view.setKey(" info ");
        view.setValue(" anna ");
        view.put();
        assertEquals(List.of("put aliases info anna anna"), tables.orders);
        assertEquals("", view.getKey());
        assertEquals(1, notices.said.size());
    }

    @Test
    void saysWhatIsWrongAndKeepsTheForm() {
        view.open("aliases");
        view.setValue("anna");
        view.put();
        assertEquals("a key is not empty", view.getTrouble());
        assertEquals("anna", view.getValue());
    }

    @Test
    void editsAndRemoves() {
        view.open("aliases");
        view.edit(new TablesConsole.EntryView("a", "a"));
        assertEquals("", view.getValue());
        view.remove("key1");
        assertEquals(List.of("remove aliases key1 anna"), tables.orders);
    }

    @Test
    void showsNothingToAViewer() {
        TablesView other = as(FakeOperator.viewer("bert"));
        other.open("aliases");
        assertEquals(List.of(), other.getTables());
        assertEquals(List.of(), other.getEntries());
        assertFalse(other.getKeys().hasPrevious());
    }
}
