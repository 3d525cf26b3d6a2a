package org.waybill.queue.core.tables;

import java.util.List;
import java.util.Optional;

/** Port: where the entries of a {@link KeyedTable} are. It knows keys that are equal, and nothing of patterns. */
public interface KeyedSource {

    /**
     * The value of the first of these keys that has one.
     *
     * @param keys in lower case; one question for each at most
     */
    Optional<String> first(List<String> keys) throws TableUnavailableException;

    /**
     * All entries, in order if they have one.
     *
     * @param most how many are enough
     */
    List<InlineTable.Entry> entries(int most) throws TableUnavailableException;
}
