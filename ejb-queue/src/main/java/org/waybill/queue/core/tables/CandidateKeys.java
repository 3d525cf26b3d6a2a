package org.waybill.queue.core.tables;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The keys under which a table that can only be asked for one key at a time may have an entry that matches, in the order in
 * which they count. Of the patterns with {@code *} only those are among them whose star stands alone before a parent domain.
 */
final class CandidateKeys {

    /** No more wildcards than that are asked for: strangers choose the names. */
    static final int MOST_WILDCARDS = 16;

    private CandidateKeys() {}

    /** {@code a.b.c}, {@code *.b.c}, {@code *.c}, {@code *}: at most {@link #MOST_WILDCARDS} + 1. */
    static List<String> ofDomain(String name) {
        String domain = DomainPattern.keyOf(name);
        List<String> keys = new ArrayList<>();
        keys.add(domain);
        keys.addAll(wildcards(domain));
        return keys;
    }

    private static List<String> wildcards(String domain) {
        List<String> wildcards = new ArrayList<>();
        boolean literal = domain.startsWith("[");
        for (int dot = literal ? -1 : domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            wildcards.add("*" + domain.substring(dot));
        }
        wildcards.add("*");
        int size = wildcards.size();
        // the shortest ones: a table seldom has the others
        return wildcards.subList(Math.max(0, size - MOST_WILDCARDS), size);
    }

    /**
     * {@code user+tag@domain}, {@code user@domain}, {@code user+tag}, {@code user}, {@code @domain}, the wildcards of the
     * domain with and without the user, {@code @}: at most 3 {@link #MOST_WILDCARDS} + 6.
     */
    static List<String> ofAddress(String address) {
        int at = AddressKeys.at(address);
        String user = address.substring(0, at < 0 ? address.length() : at).toLowerCase(Locale.ROOT);
        String bare = SubAddress.PLUS.strip(user);
        Set<String> keys = new LinkedHashSet<>();
        if (at < 0) {
            keys.add(user);
            keys.add(bare);
            // nobody has the empty name
            keys.remove("");
        } else {
            String domain = DomainPattern.keyOf(address.substring(at + 1));
            keys.addAll(List.of(user + "@" + domain, bare + "@" + domain, user, bare, "@" + domain));
            for (String wildcard : wildcards(domain)) {
                keys.addAll(List.of(user + "@" + wildcard, bare + "@" + wildcard, "@" + wildcard));
            }
        }
        keys.add(AddressKeys.EVERYTHING);
        return List.copyOf(keys);
    }
}
