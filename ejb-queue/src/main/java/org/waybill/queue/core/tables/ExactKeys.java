package org.waybill.queue.core.tables;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@link LookupTable.Service#STRING}: equal without case. Of two entries with the same key the later one counts. */
record ExactKeys(Map<String, String> values) implements KeyIndex {

    static ExactKeys of(List<InlineTable.Entry> entries) {
        Map<String, String> values = new HashMap<>();
        entries.forEach(entry -> values.put(entry.key().toLowerCase(Locale.ROOT), entry.value()));
        return new ExactKeys(values);
    }

    @Override
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key.toLowerCase(Locale.ROOT)));
    }

    @Override
    public List<String> faults() {
        return List.of();
    }
}
