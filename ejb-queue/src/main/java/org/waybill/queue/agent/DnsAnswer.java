package org.waybill.queue.agent;

import java.util.List;
import java.util.function.Function;

/** An answer of the DNS. "Not there" is never a guess. */
sealed interface DnsAnswer<T> {

    /**
     * There are such records.
     *
     * @param records at least one
     * @param secure whether signatures prove them
     * @param end the name after all aliases, where that was followed; else empty
     */
    record Found<T>(List<T> records, boolean secure, String end) implements DnsAnswer<T> {
        Found(List<T> records) {
            this(records, false, "");
        }
    }

    /**
     * The name exists, without such records.
     *
     * @param secure whether signatures prove it
     */
    record Empty<T>(boolean secure) implements DnsAnswer<T> {}

    /** The name does not exist. */
    record NoSuchName<T>() implements DnsAnswer<T> {}

    /**
     * Nobody knows.
     *
     * @param reason for the history
     * @param bogus whether there was an answer, which was not authentic
     */
    record Unavailable<T>(String reason, boolean bogus) implements DnsAnswer<T> {
        Unavailable(String reason) {
            this(reason, false);
        }
    }

    /** The same of each record. */
    default <U> DnsAnswer<U> map(Function<T, U> mapping) {
        if (this instanceof Found<T> found) {
            return new Found<>(found.records().stream().map(mapping).toList(), found.secure(), found.end());
        } else if (this instanceof Unavailable<T> unavailable) {
            return new Unavailable<>(unavailable.reason(), unavailable.bogus());
        } else if (this instanceof Empty<T> empty) {
            return new Empty<>(empty.secure());
        }
        return new NoSuchName<>();
    }
}
