package org.waybill.queue.agent.mx;

import org.waybill.queue.core.mx.TlsFailure;

/** Gets the text of a domain's MTA-STS policy. May take a minute. */
public interface StsFetch {

    Result fetch(String domain);

    /** What came of it. */
    sealed interface Result {

        /** @param text as it came; nobody has read it yet */
        record Fetched(String text) implements Result {}

        /**
         * There is none to be had.
         *
         * @param failure for the report
         * @param reason for the log
         */
        record Failed(TlsFailure failure, String reason) implements Result {}
    }
}
