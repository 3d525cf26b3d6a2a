package org.waybill.queue.core.tables;

import java.util.List;
import java.util.Optional;

/** A table's entries, prepared for one kind of key. */
interface KeyIndex {

    /** The value of the entry that matches best; empty if none does. */
    Optional<String> find(String key);

    /** The entries that cannot be compared with this kind of key, a sentence for each. */
    List<String> faults();
}
