package org.waybill.queue.agent.mx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.agent.mx.StsCache.Kept;
import org.waybill.queue.core.mx.StsPolicy;
import org.waybill.queue.core.mx.StsRecord;
import org.waybill.queue.core.mx.TextAnswer;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.mx.TlsPolicy;
import org.waybill.queue.core.mx.TlsResult;

/**
 * The MTA-STS policies of domains (RFC 8461 §3.3, §5.1). A kept policy is in force until it expires, whatever becomes of
 * its record or its host; only a newer one ends it. Without one, what cannot be fetched does not keep mail back.
 */
public final class StsPolicies {

    private static final Logger LOG = Logger.getLogger("org.waybill.sts");

    /** A policy host that fails is left alone for so long (§3.3). */
    private static final Duration REST = Duration.ofMinutes(5);

    /** A kept policy is fetched again in the background when it is so old, or has seen half of its life (§10.2). */
    private static final Duration FRESH = Duration.ofDays(1);

    /** A bit more than the fetch itself waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private static final int MAX_RESTING = 10_000;

    private final Function<String, TextAnswer> texts;
    private final StsFetch fetch;
    private final StsCache cache;
    private final Executor executor;
    private final InstantSource clock;
    private final Map<String, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();
    private final Map<String, Instant> resting = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_RESTING;
        }
    };

    /**
     * @param texts the TXT records of a name
     * @param executor fetches what is kept but old; all else is fetched by who wants it
     */
    public StsPolicies(
            Function<String, TextAnswer> texts,
            StsFetch fetch,
            StsCache cache,
            Executor executor,
            InstantSource clock) {
        this.texts = texts;
        this.fetch = fetch;
        this.cache = cache;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * The policy in force; waits for the network where that has to be found out.
     *
     * @param domain in lower case and A-labels
     * @param reports takes what the domain should hear of its policy, also of a fetch in the background
     */
    public Optional<StsPolicy> of(String domain, Consumer<TlsResult> reports) {
        Instant now = clock.instant();
        Optional<Kept> kept = inForce(domain, now);
        Optional<StsRecord> announced = announced(domain);
        if (announced.isEmpty()) {
            return kept.map(Kept::policy);
        }
        String id = announced.get().id();
        if (kept.isPresent() && kept.get().id().equals(id)) {
            if (isOld(kept.get(), now)) {
                refreshLater(domain, id, reports);
            }
            return kept.map(Kept::policy);
        }
        refresh(domain, id, reports);
        return inForce(domain, clock.instant()).map(Kept::policy);
    }

    private Optional<Kept> inForce(String domain, Instant now) {
        return cache.find(domain).filter(kept -> now.isBefore(kept.expires()));
    }

    private Optional<StsRecord> announced(String domain) {
        return texts.apply("_mta-sts." + domain) instanceof TextAnswer.Texts found
                ? StsRecord.of(found.texts())
                : Optional.empty();
    }

    private static boolean isOld(Kept kept, Instant now) {
        Duration age = Duration.between(kept.fetched(), now);
        return age.compareTo(FRESH) > 0
                || age.multipliedBy(2).compareTo(kept.policy().maxAge()) > 0;
    }

    /** One fetch at a time for a domain, by whoever comes first; none while its host rests. */
    private void refresh(String domain, String id, Consumer<TlsResult> reports) {
        if (isResting(domain)) {
            return;
        }
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> others = underWay.putIfAbsent(domain, mine);
        if (others != null) {
            await(others);
            return;
        }
        try {
            fetched(domain, id, reports);
        } finally {
            underWay.remove(domain);
            mine.complete(true);
        }
    }

    private void refreshLater(String domain, String id, Consumer<TlsResult> reports) {
        if (isResting(domain) || underWay.containsKey(domain)) {
            return;
        }
        try {
            executor.execute(() -> refresh(domain, id, reports));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "a kept MTA-STS policy is not fetched anew now", e);
        }
    }

    private void fetched(String domain, String id, Consumer<TlsResult> reports) {
        StsFetch.Result result = fetch.fetch(domain);
        if (result instanceof StsFetch.Result.Failed failed) {
            failed(domain, failed.failure(), failed.reason(), reports);
            return;
        }
        try {
            StsPolicy policy = StsPolicy.parse(((StsFetch.Result.Fetched) result).text());
            cache.keep(domain, new Kept(id, clock.instant(), policy));
        } catch (IllegalArgumentException e) {
            failed(domain, TlsFailure.STS_POLICY_INVALID, String.valueOf(e.getMessage()), reports);
        }
    }

    private void failed(String domain, TlsFailure failure, String reason, Consumer<TlsResult> reports) {
        synchronized (resting) {
            resting.put(domain, clock.instant().plus(REST));
        }
        LOG.log(Level.INFO, "no MTA-STS policy of {0}: {1} ({2})", new Object[] {domain, failure.word(), reason});
        reports.accept(TlsResult.unconnected(TlsPolicy.unreadSts(domain), "", failure, reason));
    }

    private boolean isResting(String domain) {
        synchronized (resting) {
            Instant until = resting.get(domain);
            if (until != null && !clock.instant().isBefore(until)) {
                resting.remove(domain);
                return false;
            }
            return until != null;
        }
    }

    private static void await(CompletableFuture<Boolean> fetched) {
        try {
            fetched.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.FINE, "an MTA-STS policy was not waited for", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
