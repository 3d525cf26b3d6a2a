package org.waybill.queue.core.relay;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.AddressLiteral;

/** {@code src}: which of our addresses a session comes from. */
public final class SourceAddresses {

    private SourceAddresses() {}

    /** One address, the system's choice, or why there is none. */
    public sealed interface Answer {

        /** Nothing is said. */
        record Any() implements Answer {}

        record Address(InetAddress address) implements Answer {}

        /** None of our addresses is of the version of IP that the host's address is of: it cannot be reached from them. */
        record NoneOfFamily() implements Answer {}

        /** @param reason names the table; the mail waits */
        record Unavailable(String reason) implements Answer {}
    }

    /**
     * The address for one session: that of the URL, else those of the action in turn.
     *
     * @param list addresses; {@code null} if the action says nothing
     * @param turn counts sessions, or messages; any number will do
     * @param host where the session goes to
     */
    public static Answer of(@Nullable LookupTable list, UrlOptions url, long turn, InetAddress host) {
        if (!url.src().isEmpty()) {
            return AddressLiteral.parse(url.src())
                    .map(address -> choose(List.of(address), turn, host))
                    .orElseGet(() -> new Answer.Unavailable("'" + url.src() + "' is no address"));
        }
        return list == null ? new Answer.Any() : of(list, turn, host);
    }

    private static Answer of(LookupTable list, long turn, InetAddress host) {
        LookupTable.Contents now = list.contents();
        if (now instanceof LookupTable.Contents.Unavailable unavailable) {
            String reason = unavailable.reason();
            return new Answer.Unavailable(TableName.of(list) + ": " + reason);
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (String value : ((LookupTable.Contents.Values) now).values()) {
            Optional<InetAddress> address = AddressLiteral.parse(value);
            if (address.isEmpty()) {
                return new Answer.Unavailable(TableName.of(list) + ": '" + value + "' is no address");
            }
            addresses.add(address.get());
        }
        return addresses.isEmpty()
                ? new Answer.Unavailable(TableName.of(list) + " holds no address")
                : choose(addresses, turn, host);
    }

    private static Answer choose(List<InetAddress> addresses, long turn, InetAddress host) {
        List<InetAddress> fitting = addresses.stream()
                .filter(address -> address.getClass() == host.getClass())
                .toList();
        return fitting.isEmpty()
                ? new Answer.NoneOfFamily()
                : new Answer.Address(fitting.get((int) Math.floorMod(turn, (long) fitting.size())));
    }
}
