package org.waybill.queue.core.tables;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.waybill.smtp.AddressLiteral;
import org.waybill.smtp.Network;

/**
 * {@link LookupTable.Service#NETADDR}: the longest prefix that holds the address. One look-up for each prefix length in
 * use, so that a long list of networks costs no more than a short one.
 */
record NetworkKeys(
        Map<Network, String> networks,
        SortedSet<Integer> ipv4Prefixes,
        SortedSet<Integer> ipv6Prefixes,
        List<String> faults)
        implements KeyIndex {

    static NetworkKeys of(List<InlineTable.Entry> entries) {
        NetworkKeys keys = new NetworkKeys(
                new HashMap<>(),
                new TreeSet<>(Collections.reverseOrder()),
                new TreeSet<>(Collections.reverseOrder()),
                new ArrayList<>());
        entries.forEach(keys::add);
        return keys;
    }

    private void add(InlineTable.Entry entry) {
        try {
            Network network = Network.parse(entry.key());
            networks.put(network, entry.value());
            (network.isIpv4() ? ipv4Prefixes : ipv6Prefixes).add(network.prefix());
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<String> find(String key) {
        return AddressLiteral.parse(key).flatMap(this::find);
    }

    private Optional<String> find(InetAddress address) {
        SortedSet<Integer> prefixes = address.getAddress().length == 4 ? ipv4Prefixes : ipv6Prefixes;
        return prefixes.stream()
                .flatMap(prefix -> Optional.ofNullable(networks.get(Network.around(address, prefix))).stream())
                .findFirst();
    }
}
