package org.waybill.queue.core.envelope;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.waybill.smtp.listener.MessageBody;

/**
 * Bodies on disk. A body is written once, before its rows are committed, and read at each attempt. What a failed commit
 * left behind is garbage that {@link #deleteSegmentsExcept} collects.
 */
public interface MessageStore {

    /**
     * Writes all records and returns when all of them are on stable storage: one sync for the whole batch.
     *
     * @return the locations, in the order of the records
     * @throws IOException if a single one could not be written; none of them counts then
     */
    List<BodyLocation> append(List<BodyRecord> records) throws IOException;

    /**
     * The body at a location.
     *
     * @throws IOException if it is not there or its checksum is wrong
     */
    MessageBody open(BodyLocation location) throws IOException;

    /**
     * Deletes every segment that is closed for writing and not in use.
     *
     * @param live the segments that rows still point to, read before this call
     * @return how many were deleted
     */
    int deleteSegmentsExcept(Set<Long> live) throws IOException;

    /**
     * One record to write.
     *
     * @param header the transaction in text form (ids, sender, recipients, action <em>names</em>, times), so that the
     *     queue can be rebuilt from the segments alone
     * @param body the content
     */
    record BodyRecord(String header, MessageBody body) {}
}
