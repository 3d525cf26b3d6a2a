package org.waybill.queue.agent;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.waybill.smtp.ReverseName;
import org.xbill.DNS.PTRRecord;

/**
 * The names of clients: what the DNS calls an address, and whether the name has that address (RFC 8601 §3). No thread waits
 * for it.
 */
public final class ReverseNames {

    /** Some addresses have hundreds of names; whoever means it well has one. */
    private static final int MAX_NAMES = 3;

    private final NameServers names;
    private final Duration patience;

    /** @param patience for all that has to be asked about one address */
    public ReverseNames(NameServers names, Duration patience) {
        this.names = names;
        this.patience = patience;
    }

    /** Never fails: what cannot be looked up in time is {@link ReverseName#TEMPORARY}. */
    public CompletionStage<ReverseName> of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return CompletableFuture.completedFuture(ReverseName.LOOPBACK);
        }
        return names.pointers(address)
                .thenCompose(answer -> named(address, answer))
                .toCompletableFuture()
                .completeOnTimeout(ReverseName.TEMPORARY, patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> ReverseName.TEMPORARY);
    }

    private CompletionStage<ReverseName> named(InetAddress address, DnsAnswer<PTRRecord> answer) {
        if (answer instanceof DnsAnswer.Unavailable) {
            return CompletableFuture.completedStage(ReverseName.TEMPORARY);
        }
        List<ReverseName> claimed = answer instanceof DnsAnswer.Found<PTRRecord> found
                ? found.records().stream()
                        .flatMap(record -> claimed(record).stream())
                        .limit(MAX_NAMES)
                        .toList()
                : List.of();
        return claimed.isEmpty()
                ? CompletableFuture.completedStage(ReverseName.NONE)
                : confirmed(address, claimed, 0, claimed.get(0));
    }

    private static Optional<ReverseName> claimed(PTRRecord record) {
        return ReverseName.of(record.getTarget().toString(true), false);
    }

    /**
     * The first of the names that has the address.
     *
     * @param from the first one that has not been asked about
     * @param otherwise what to say if none has it
     */
    private CompletionStage<ReverseName> confirmed(
            InetAddress address, List<ReverseName> claimed, int from, ReverseName otherwise) {
        if (from == claimed.size()) {
            return CompletableFuture.completedStage(otherwise);
        }
        String name = claimed.get(from).name();
        return names.hosts(name, address).thenCompose(answer -> {
            if (answer instanceof DnsAnswer.Found<InetAddress> found
                    && found.records().contains(address)) {
                return CompletableFuture.completedStage(new ReverseName(ReverseName.Status.CONFIRMED, name));
            }
            boolean unknown = answer instanceof DnsAnswer.Unavailable;
            return confirmed(address, claimed, from + 1, unknown ? ReverseName.TEMPORARY : otherwise);
        });
    }
}
