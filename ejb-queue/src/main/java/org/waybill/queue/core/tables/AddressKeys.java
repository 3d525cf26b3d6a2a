package org.waybill.queue.core.tables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@link LookupTable.Service#MAILADDR}: {@code user}, {@code @domain}, {@code user@domain}, with {@code *} in the domain,
 * and {@code @}, which matches everything, the null sender (an empty key) included. A sub-address of the key counts only
 * where the pattern has one. The more a pattern says, the earlier it is tried: user and domain, user, domain, those with
 * wildcards in the order of the table, {@code @}.
 */
record AddressKeys(Map<String, String> addresses, List<Wildcard> wildcards, List<String> faults) implements KeyIndex {

    static final String EVERYTHING = "@";

    /** @param user lower case, empty for any user */
    record Wildcard(String user, DomainPattern domain, String value) {
        boolean matches(String keyUser, String keyDomain) {
            return (user.isEmpty() || user.equals(keyUser) || user.equals(SubAddress.PLUS.strip(keyUser)))
                    && domain.matches(keyDomain);
        }
    }

    static AddressKeys of(List<InlineTable.Entry> entries) {
        AddressKeys keys = new AddressKeys(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
        entries.forEach(keys::add);
        return keys;
    }

    private void add(InlineTable.Entry entry) {
        String key = entry.key();
        int at = at(key);
        if (at < 0 || key.equals(EVERYTHING)) {
            addresses.put(key.toLowerCase(Locale.ROOT), entry.value());
            return;
        }
        try {
            String user = key.substring(0, at).toLowerCase(Locale.ROOT);
            DomainPattern domain = DomainPattern.parse(key.substring(at + 1));
            if (domain.isName()) {
                addresses.put(user + "@" + domain.text(), entry.value());
            } else {
                wildcards.add(new Wildcard(user, domain, entry.value()));
            }
        } catch (IllegalArgumentException e) {
            faults.add("'" + entry.key() + "' is not an address: " + e.getMessage());
        }
    }

    /** Where the domain begins: a local part may hold an at sign, and so may an address literal, but no bracket. */
    static int at(String key) {
        return key.endsWith("]") ? key.lastIndexOf("@[") : key.lastIndexOf('@');
    }

    @Override
    public Optional<String> find(String key) {
        int at = at(key);
        String user = key.substring(0, at < 0 ? key.length() : at).toLowerCase(Locale.ROOT);
        // the null sender, and whoever has no domain, is in none
        return (at < 0 ? findUser(user) : findAddress(user, DomainPattern.keyOf(key.substring(at + 1))))
                .or(() -> Optional.ofNullable(addresses.get(EVERYTHING)));
    }

    private Optional<String> findUser(String user) {
        return first(user, SubAddress.PLUS.strip(user));
    }

    private Optional<String> findAddress(String user, String domain) {
        String bare = SubAddress.PLUS.strip(user);
        return first(user + "@" + domain, bare + "@" + domain, user, bare, "@" + domain)
                .or(() -> wildcards.stream()
                        .filter(wildcard -> wildcard.matches(user, domain))
                        .map(Wildcard::value)
                        .findFirst());
    }

    private Optional<String> first(String... candidates) {
        return Stream.of(candidates)
                .map(addresses::get)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
