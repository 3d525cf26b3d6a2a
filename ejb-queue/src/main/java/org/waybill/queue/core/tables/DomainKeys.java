package org.waybill.queue.core.tables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link LookupTable.Service#DOMAIN}: a name without {@code *} is found in one step and goes before the wildcards, which
 * are tried in the order of the table.
 */
record DomainKeys(Map<String, String> names, List<Wildcard> wildcards, List<String> faults) implements KeyIndex {

    record Wildcard(DomainPattern pattern, String value) {}

    static DomainKeys of(List<InlineTable.Entry> entries) {
        DomainKeys keys = new DomainKeys(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
        entries.forEach(keys::add);
        return keys;
    }

    private void add(InlineTable.Entry entry) {
        try {
            DomainPattern pattern = DomainPattern.parse(entry.key());
            if (pattern.isName()) {
                names.put(pattern.text(), entry.value());
            } else {
                wildcards.add(new Wildcard(pattern, entry.value()));
            }
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<String> find(String key) {
        String domain = DomainPattern.keyOf(key);
        return Optional.ofNullable(names.get(domain)).or(() -> wildcards.stream()
                .filter(wildcard -> wildcard.pattern().matches(domain))
                .map(Wildcard::value)
                .findFirst());
    }
}
