package org.waybill.queue.core.mx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of TLS in a day, counted. Of successes only the number is kept; of failures what tells them apart, up to a
 * bound, after which they count without it. Not for several threads at a time.
 */
public final class TlsTally {

    static final int MAX_POLICIES = 20_000;
    static final int MAX_FAILURES_OF_POLICY = 200;

    private final Map<TlsPolicy, Counts> counts = new LinkedHashMap<>();

    private static final class Counts {
        private long successes;
        private long failures;
        private final Map<Failure, Long> byFailure = new LinkedHashMap<>();
    }

    /**
     * Failures that are alike.
     *
     * @param host the exchanger; empty if it did not come to one
     * @param from the address of ours; empty if unknown
     * @param to the address of the host; empty if unknown
     * @param reason in a few words; may be empty
     */
    public record Failure(TlsFailure kind, String host, String from, String to, String reason) {}

    /** How often there was a failure. */
    public record FailureCount(Failure failure, long sessions) {}

    /**
     * What came of one policy.
     *
     * @param details at most as many as sessions failed
     */
    public record PolicyCount(TlsPolicy policy, long successes, long failures, List<FailureCount> details) {
        public PolicyCount {
            details = List.copyOf(details);
        }
    }

    /** Counts one. */
    public void add(TlsResult result) {
        Counts of = of(result.policy());
        if (of == null) {
            return;
        }
        if (result.failure().isEmpty()) {
            of.successes++;
            return;
        }
        of.failures++;
        count(of, new Failure(result.failure().get(), result.host(), result.from(), result.to(), result.reason()), 1);
    }

    /** Counts what was counted before. */
    public void add(PolicyCount count) {
        Counts of = of(count.policy());
        if (of == null) {
            return;
        }
        of.successes += count.successes();
        of.failures += count.failures();
        count.details().forEach(detail -> count(of, detail.failure(), detail.sessions()));
    }

    private @Nullable Counts of(TlsPolicy policy) {
        Counts known = counts.get(policy);
        if (known == null && counts.size() < MAX_POLICIES) {
            known = new Counts();
            counts.put(policy, known);
        }
        return known;
    }

    private static void count(Counts of, Failure failure, long sessions) {
        boolean room = of.byFailure.size() < MAX_FAILURES_OF_POLICY || of.byFailure.containsKey(failure);
        of.byFailure.merge(room ? failure : new Failure(failure.kind(), "", "", "", ""), sessions, Long::sum);
    }

    /** The domains that something is known of. */
    public Set<String> domains() {
        return counts.keySet().stream().map(TlsPolicy::domain).collect(Collectors.toCollection(TreeSet::new));
    }

    /** All that is known of one domain. */
    public List<PolicyCount> of(String domain) {
        return all().stream()
                .filter(count -> count.policy().domain().equals(domain))
                .toList();
    }

    /** All that is known. */
    public List<PolicyCount> all() {
        List<PolicyCount> all = new ArrayList<>();
        counts.forEach((policy, of) -> all.add(new PolicyCount(
                policy,
                of.successes,
                of.failures,
                of.byFailure.entrySet().stream()
                        .map(entry -> new FailureCount(entry.getKey(), Objects.requireNonNull(entry.getValue())))
                        .toList())));
        return all;
    }

    public void forget(String domain) {
        counts.keySet().removeIf(policy -> policy.domain().equals(domain));
    }
}
