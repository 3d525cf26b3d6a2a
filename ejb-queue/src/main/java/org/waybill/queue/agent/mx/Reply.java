package org.waybill.queue.agent.mx;

import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** The answer to one question. */
public sealed interface Reply {

    /**
     * It is known.
     *
     * @param exists whether there is such a name
     * @param end the name after all aliases
     * @param records of the type that was asked for; may be none
     * @param secure whether signatures prove all of it
     */
    record Known(boolean exists, Name end, List<Record> records, boolean secure) implements Reply {
        public Known {
            records = List.copyOf(records);
        }
    }

    /**
     * It is not.
     *
     * @param reason for the history
     * @param bogus whether there was an answer, which was not authentic
     */
    record Unknown(String reason, boolean bogus) implements Reply {}
}
