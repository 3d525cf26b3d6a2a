package org.waybill.queue.core.tables;

/**
 * {@code regex}: a table whose entries are regular expressions, whatever they are compared with.
 *
 * @param patterns the table as it was defined
 */
public record PatternTable(LookupTable patterns) implements LookupTable {

    @Override
    public String name() {
        return patterns.name();
    }

    @Override
    public Answer lookup(String key) {
        return patterns.match(Service.REGEX, key);
    }

    @Override
    public Answer match(Service service, String key) {
        return patterns.match(Service.REGEX, key);
    }

    @Override
    public Contents contents() {
        return patterns.contents();
    }
}
