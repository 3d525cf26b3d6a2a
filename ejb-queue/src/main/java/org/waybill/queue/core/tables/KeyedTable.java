package org.waybill.queue.core.tables;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table whose entries are elsewhere: in a database or a directory. Strings, domains and addresses are looked up by asking
 * for the keys that could match, one after the other, always anew; the most are 17 for a domain and 54 for an address.
 * Networks and regular expressions have no such keys: for these, and for whoever wants all of the contents, the whole table
 * is read, at most {@value #MOST_ENTRIES} entries and not again for {@link #FRESH}.
 */
public final class KeyedTable implements LookupTable {

    /** A larger table can be asked for keys only. */
    static final int MOST_ENTRIES = 100_000;

    /** How long contents count that were read as a whole. */
    static final Duration FRESH = Duration.ofSeconds(10);

    private final String name;
    private final KeyedSource source;
    private final Clock clock;

    private volatile @Nullable Snapshot latest;

    public KeyedTable(String name, KeyedSource source, Clock clock) {
        this.name = name;
        this.source = source;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Answer lookup(String key) {
        return first(List.of(key.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Answer match(Service service, String key) {
        return switch (service) {
            case STRING -> lookup(key);
            case DOMAIN -> first(CandidateKeys.ofDomain(key));
            case MAILADDR -> first(CandidateKeys.ofAddress(key));
            case NETADDR, REGEX -> matchContents(service, key);
        };
    }

    private Answer first(List<String> keys) {
        try {
            return source.first(keys).<Answer>map(Answer.Found::new).orElseGet(Answer.Missing::new);
        } catch (TableUnavailableException e) {
            return new Answer.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    private Answer matchContents(Service service, String key) {
        try {
            return snapshot().entries().match(service, key);
        } catch (TableUnavailableException e) {
            return new Answer.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Contents contents() {
        try {
            return snapshot().values();
        } catch (TableUnavailableException e) {
            return new Contents.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    private Snapshot snapshot() throws TableUnavailableException {
        Snapshot known = latest;
        return known != null && clock.instant().isBefore(known.until()) ? known : read();
    }

    /** One reads, the others wait for what it finds. */
    private synchronized Snapshot read() throws TableUnavailableException {
        Snapshot known = latest;
        if (known != null && clock.instant().isBefore(known.until())) {
            return known;
        }
        List<InlineTable.Entry> entries = source.entries(MOST_ENTRIES + 1);
        if (entries.size() > MOST_ENTRIES) {
            throw new TableUnavailableException("it has more than " + MOST_ENTRIES + " entries");
        }
        Snapshot read = new Snapshot(
                new TableEntries(
                        entries, entries.stream().map(InlineTable.Entry::key).toList()),
                new Contents.Values(
                        entries.stream().map(InlineTable.Entry::value).toList()),
                clock.instant().plus(FRESH));
        latest = read;
        return read;
    }

    private record Snapshot(TableEntries entries, Contents values, Instant until) {}
}
