package org.waybill.queue.core.mx;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of TLS in one attempt to hand over mail, or why there was no attempt.
 *
 * @param policy under which it was tried
 * @param host the exchanger; empty if it did not come to one
 * @param from the address of ours; empty if unknown
 * @param to the address of the host; empty if unknown
 * @param failureOrNull {@code null}: it went well
 * @param reason what a report says besides, in a few words
 */
public record TlsResult(
        TlsPolicy policy, String host, String from, String to, @Nullable TlsFailure failureOrNull, String reason) {

    /** It went well. */
    public static TlsResult success(TlsPolicy policy, String host, String from, String to) {
        return new TlsResult(policy, host, from, to, null, "");
    }

    /** It did not come to a connection. */
    public static TlsResult unconnected(TlsPolicy policy, String host, TlsFailure failure, String reason) {
        return new TlsResult(policy, host, "", "", failure, reason);
    }

    public Optional<TlsFailure> failure() {
        return Optional.ofNullable(failureOrNull);
    }
}
