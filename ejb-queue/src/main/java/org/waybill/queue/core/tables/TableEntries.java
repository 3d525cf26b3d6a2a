package org.waybill.queue.core.tables;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.waybill.queue.core.tables.LookupTable.Answer;
import org.waybill.queue.core.tables.LookupTable.Service;

/**
 * The entries of a table, whatever its source. What a table is for shows only when it is used: the index for a service is
 * built at its first question.
 */
final class TableEntries {

    private final List<InlineTable.Entry> entries;
    private final List<String> list;
    private final Map<Service, KeyIndex> indexes = new ConcurrentHashMap<>();

    /** @param list the entries as a list has them */
    TableEntries(List<InlineTable.Entry> entries, List<String> list) {
        this.entries = entries;
        this.list = list;
    }

    Answer lookup(String key) {
        return match(Service.STRING, key);
    }

    Answer match(Service service, String key) {
        KeyIndex index = index(service);
        Optional<String> value = index.find(key);
        if (value.isPresent()) {
            return new Answer.Found(value.get());
        }
        // the key might have matched what a broken entry was meant to say
        return index.faults().isEmpty()
                ? new Answer.Missing()
                : new Answer.Unavailable(index.faults().get(0));
    }

    List<String> faults(Service service) {
        return index(service).faults();
    }

    private KeyIndex index(Service service) {
        return indexes.computeIfAbsent(service, wanted -> switch (wanted) {
            case STRING -> ExactKeys.of(entries);
            case DOMAIN -> DomainKeys.of(entries);
            case NETADDR -> NetworkKeys.of(entries);
            case MAILADDR -> AddressKeys.of(entries);
            // a pattern may hold what else would part key and value
            case REGEX -> RegexKeys.of(list);
        });
    }
}
