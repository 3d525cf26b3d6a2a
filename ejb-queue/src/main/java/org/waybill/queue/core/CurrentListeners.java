package org.waybill.queue.core;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waybill.queue.core.auth.AuthSource;
import org.waybill.queue.core.auth.ScramText;
import org.waybill.queue.core.config.Listener;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Contents;
import org.waybill.smtp.Network;
import org.waybill.smtp.SaslMechanism;
import org.waybill.smtp.listener.AuthPolicy;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.TrustedSources;

/**
 * Listeners as the tables make them at the moment; asked about once a second.
 *
 * <p>SCRAM is offered while every user has a SCRAM secret, and not before: a client that sees SCRAM takes it, and would not
 * fall back on PLAIN for a user with another hash.
 *
 * <p>A listener whose trusted sources cannot be read stays closed. It would take a proxy for the client itself: a proxy on
 * this machine would make the whole world {@code from local}. A list that breaks later keeps its last good contents.
 */
public final class CurrentListeners {

    /** What was last made of a table, and of which values. */
    private record Seen(Contents values, boolean allScram) {}

    private final Map<LookupTable, Seen> credentials = new HashMap<>();
    private final Map<LookupTable, List<Network>> networks = new HashMap<>();

    /**
     * What to open.
     *
     * @param specs in the order of the configuration
     * @param troubles a sentence for each list that cannot be used, for the log
     */
    public record Answer(List<ListenerSpec> specs, List<String> troubles) {
        public Answer {
            specs = List.copyOf(specs);
            troubles = List.copyOf(troubles);
        }
    }

    /** The specs to open now. */
    public synchronized Answer now(List<Listener> listeners) {
        forgetOthers(listeners);
        List<ListenerSpec> specs = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (Listener listener : listeners) {
            Optional<List<Network>> proxies = networks(listener.proxies(), troubles);
            Optional<List<Network>> xclient = networks(listener.xclient(), troubles);
            if (proxies.isPresent() && xclient.isPresent()) {
                specs.add(listener.spec()
                        .withAuth(auth(listener))
                        .withTrusted(new TrustedSources(proxies.get(), xclient.get())));
            } else {
                troubles.add(
                        "the listener " + listener.spec().name() + " stays closed until its trusted sources are known");
            }
        }
        return new Answer(specs, troubles);
    }

    private void forgetOthers(List<Listener> listeners) {
        Set<LookupTable> inUse = new HashSet<>();
        for (Listener listener : listeners) {
            inUse.add(listener.proxies());
            inUse.add(listener.xclient());
            if (listener.submission().source() instanceof AuthSource.Table table) {
                inUse.add(table.credentials());
            }
        }
        credentials.keySet().retainAll(inUse);
        networks.keySet().retainAll(inUse);
    }

    private Optional<List<Network>> networks(LookupTable table, List<String> troubles) {
        Contents contents = table.contents();
        String trouble;
        if (contents instanceof Contents.Values values) {
            try {
                List<Network> read =
                        values.values().stream().map(Network::parse).toList();
                networks.put(table, read);
                return Optional.of(read);
            } catch (IllegalArgumentException e) {
                trouble = String.valueOf(e.getMessage());
            }
        } else {
            trouble = ((Contents.Unavailable) contents).reason();
        }
        troubles.add("table <" + table.name() + ">: " + trouble);
        return Optional.ofNullable(networks.get(table));
    }

    private AuthPolicy auth(Listener listener) {
        AuthPolicy written = listener.spec().auth();
        if (!(listener.submission().source() instanceof AuthSource.Table table) || !allScram(table.credentials())) {
            return written;
        }
        Set<SaslMechanism> mechanisms = EnumSet.of(SaslMechanism.SCRAM_SHA_256, SaslMechanism.SCRAM_SHA_256_PLUS);
        mechanisms.addAll(written.mechanisms());
        return new AuthPolicy(written.mode(), mechanisms, written.checksSender());
    }

    /** Reads the secrets again only when they have changed: a table may have many. */
    private boolean allScram(LookupTable table) {
        Contents values = table.values();
        Seen seen = credentials.get(table);
        if (seen == null || !seen.values().equals(values)) {
            seen = new Seen(values, values instanceof Contents.Values known && allScram(known.values()));
            credentials.put(table, seen);
        }
        return seen.allScram();
    }

    private static boolean allScram(List<String> values) {
        return !values.isEmpty() && values.stream().allMatch(ScramText::isGood);
    }
}
