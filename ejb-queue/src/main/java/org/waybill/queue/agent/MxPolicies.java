package org.waybill.queue.agent;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.waybill.queue.core.mx.StsPolicy;
import org.waybill.queue.core.mx.TlsResult;

/**
 * What domains say about their exchangers beside the DNS, and who is told of trouble with it.
 *
 * @param sts the MTA-STS policy of a domain; may wait for the network
 * @param reports takes what keeps a host from being tried at all
 */
public record MxPolicies(Function<String, Optional<StsPolicy>> sts, Consumer<TlsResult> reports) {

    /** No MTA-STS, no reports. */
    public static final MxPolicies NONE = new MxPolicies(domain -> Optional.empty(), result -> {});
}
