package org.waybill.queue.agent;

import java.util.List;
import org.waybill.queue.core.relay.RouteLimits.Family;

/**
 * How hosts are looked up.
 *
 * @param families whose addresses may be used
 * @param heeded whether DANE and MTA-STS are to be heeded: not where a mail says {@code TLS-Required: No} (RFC 8689 §5), as
 *     reports of TLS trouble do
 * @param witness hears of every step
 */
record LookUp(List<Family> families, boolean heeded, LookUpWitness witness) {
    LookUp {
        families = List.copyOf(families);
    }
}
