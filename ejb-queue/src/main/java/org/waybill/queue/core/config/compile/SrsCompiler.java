package org.waybill.queue.core.config.compile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Quantity;
import org.waybill.queue.core.srs.SenderRewriting;

/** {@code srs key}, {@code srs key backup}, {@code srs ttl} */
final class SrsCompiler {

    private static final Duration USUAL_TTL = Duration.ofDays(4);

    private SrsCompiler() {}

    /** The scheme; empty without a key. */
    static Optional<SenderRewriting> scheme(Scope scope) {
        List<String> keys = new ArrayList<>(values(scope, "key"));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        keys.addAll(values(scope, "key backup"));
        Duration ttl = values(scope, "ttl").stream()
                .findFirst()
                .map(Quantity::duration)
                .orElse(USUAL_TTL);
        return Optional.of(new SenderRewriting(keys, (int) ttl.toDays()));
    }

    private static List<String> values(Scope scope, String phrase) {
        return scope.settings("srs")
                .filter(option -> option.phrase().equals(phrase))
                .map(Option::value)
                .toList();
    }
}
