package org.waybill.queue.core.config.compile;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.waybill.queue.core.config.Operand;
import org.waybill.queue.core.config.Operand.Listing;
import org.waybill.queue.core.config.Operand.TableName;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Place;
import org.waybill.queue.core.config.TableDirective;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.PatternTable;

/** The tables of a text, by name or written in place. */
final class TableCompiler {

    private static final String ANONYMOUS = "<anonymous>";

    private final Scope scope;
    private final Map<String, LookupTable> tables = new LinkedHashMap<>();
    private final Set<String> mappings = new HashSet<>();
    private final Set<String> elsewhere = new HashSet<>();

    TableCompiler(Scope scope) {
        this.scope = scope;
        Map<String, Place> places = new LinkedHashMap<>();
        List<TableDirective> all = scope.each(TableDirective.class).toList();
        // a directory may need another table for its password
        all.stream().filter(table -> !isDirectory(table)).forEach(table -> define(table, places));
        all.stream().filter(TableCompiler::isDirectory).forEach(table -> define(table, places));
    }

    private static boolean isDirectory(TableDirective table) {
        return table.source() instanceof TableDirective.LdapSource;
    }

    private void define(TableDirective directive, Map<String, Place> places) {
        String name = directive.name().value();
        Place first = places.putIfAbsent(name, directive.name().place());
        if (first != null) {
            scope.reportTwice(directive.name().place(), "table '" + name + "'", first);
            return;
        }
        tables.put(name, table(name, directive.source()));
        if (directive.source() instanceof Listing listing && listing.isMapping()) {
            mappings.add(name);
        } else if (directive.source() instanceof TableDirective.Elsewhere) {
            elsewhere.add(name);
        }
    }

    private LookupTable table(String name, TableDirective.Source source) {
        return source instanceof TableDirective.Elsewhere elsewhere
                ? new SourceCompiler(scope, this::keyed).table(name, elsewhere)
                : inline(name, (Listing) source);
    }

    private InlineTable inline(String name, Listing listing) {
        return new InlineTable(
                name,
                listing.elements().stream()
                        .filter(element -> !(element instanceof Listing.Note))
                        .map(element -> entry(name, element))
                        .toList());
    }

    private InlineTable.Entry entry(String name, Listing.Element element) {
        Word key = element instanceof Listing.Pair pair ? pair.key() : ((Listing.Item) element).word();
        if (key.value().isEmpty()) {
            scope.problems().add(key.place(), "an entry of a table is not empty", "", "take it out");
            return new InlineTable.Entry(name);
        }
        return element instanceof Listing.Pair pair
                ? new InlineTable.Entry(pair.key().value(), pair.value().value())
                : new InlineTable.Entry(key.value());
    }

    /** Whether an operand names a table whose entries are not in the text. */
    boolean isElsewhere(Operand operand) {
        return operand instanceof TableName reference
                && elsewhere.contains(reference.name().value());
    }

    /** All tables that have a name. */
    Map<String, LookupTable> named() {
        return tables;
    }

    /** A table to look keys up in: of a name, or written in place. */
    LookupTable keyed(Operand operand) {
        if (operand instanceof TableName reference) {
            Word name = reference.name();
            LookupTable table = tables.get(name.value());
            if (table != null) {
                return table;
            }
            scope.reportUnknown("table", "table", name, tables.keySet());
            return InlineTable.listOf(name.value(), List.of());
        }
        return operand instanceof Listing listing
                ? inline(ANONYMOUS, listing)
                : InlineTable.listOf(ANONYMOUS, List.of(((Word) operand).value()));
    }

    /** A list: a table that is a mapping is refused, as far as that is known. */
    LookupTable listed(Operand operand) {
        LookupTable table = keyed(operand);
        if (operand instanceof TableName reference
                && mappings.contains(reference.name().value())) {
            scope.problems()
                    .add(
                            operand.place(),
                            "table '" + table.name() + "' is a mapping",
                            "a list: values without '='",
                            "");
        }
        return table;
    }

    /**
     * A mapping: a table that is a list is refused, as far as that is known.
     *
     * @param expected what its entries look like
     */
    LookupTable mapped(Operand operand, String expected) {
        LookupTable table = keyed(operand);
        boolean mapping = operand instanceof Listing listing
                ? listing.isMapping()
                : isElsewhere(operand) || mappings.contains(table.name());
        if (table instanceof InlineTable inline && !inline.entries().isEmpty() && !mapping) {
            scope.problems()
                    .add(operand.place(), "table '" + table.name() + "' is a list", "a mapping: " + expected, "");
        }
        return table;
    }

    /** A list whose entries must be good for a service, as far as they are known. */
    LookupTable listed(Operand operand, LookupTable.Service service) {
        if (operand instanceof Operand.Regex regex) {
            return new PatternTable(listed(regex.patterns(), LookupTable.Service.REGEX));
        }
        if (operand instanceof Word word && word.value().isEmpty()) {
            scope.problems().add(word.place(), "this value is empty", "", "");
            return InlineTable.listOf(ANONYMOUS, List.of());
        }
        LookupTable table = listed(operand);
        if (table instanceof InlineTable inline) {
            for (String fault : inline.faults(service)) {
                String prefix = operand instanceof TableName ? "table '" + table.name() + "': " : "";
                scope.problems().add(faulty(operand, service), prefix + fault, "", "");
            }
        }
        return table;
    }

    /** The place of the first entry that is not good, where it can be seen. */
    private static Place faulty(Operand operand, LookupTable.Service service) {
        if (operand instanceof Listing listing) {
            return listing.keys().stream()
                    .filter(key -> !InlineTable.listOf(ANONYMOUS, List.of(key.value()))
                            .faults(service)
                            .isEmpty())
                    .map(Word::place)
                    .findFirst()
                    .orElse(operand.place());
        }
        return operand.place();
    }
}
