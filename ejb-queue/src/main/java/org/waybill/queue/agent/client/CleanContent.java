package org.waybill.queue.agent.client;

import java.util.Optional;
import org.waybill.queue.core.deliver.BodyScan;

/** What is never sent as lines: whoever sees a bare CR or LF could take it for the end of the mail. */
public final class CleanContent {

    private CleanContent() {}

    /** Why the content goes to no host at all, 5xx; empty if it goes. */
    public static Optional<String> refusal(BodyScan scan) {
        return scan.clean()
                ? Optional.empty()
                : Optional.of("554 5.6.0 The content holds a bare CR, a bare LF or a NUL");
    }
}
