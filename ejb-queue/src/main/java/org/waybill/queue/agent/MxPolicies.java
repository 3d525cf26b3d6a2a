package org.waybill.queue.agent;

import java.util.Optional;
import java.util.function.Consumer;
import org.waybill.queue.core.mx.StsPolicy;
import org.waybill.queue.core.mx.TlsResult;

/**
 * What domains say about their exchangers beside the DNS, and who is told of trouble with it.
 *
 * @param sts their MTA-STS policies
 * @param reports takes what a domain should hear of TLS
 */
public record MxPolicies(StsLookUp sts, Consumer<TlsResult> reports) {

    /** No MTA-STS. */
    public static final StsLookUp NO_STS = (domain, reports) -> Optional.empty();

    /** No MTA-STS, no reports. */
    public static final MxPolicies NONE = new MxPolicies(NO_STS, result -> {});

    /** Port: finds the MTA-STS policy of a domain. */
    @FunctionalInterface
    public interface StsLookUp {

        /**
         * The policy in force; may wait for the network.
         *
         * @param domain in lower case and A-labels
         * @param reports of who asks: takes what the domain should hear of its policy
         */
        Optional<StsPolicy> of(String domain, Consumer<TlsResult> reports);
    }

    /** The same for somebody whose troubles are no news to a domain. */
    public MxPolicies unreported() {
        return new MxPolicies(sts, result -> {});
    }
}
