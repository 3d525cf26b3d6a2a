/**
 * Bodies on disk: segment files shared by many messages, written from front to back, never changed, deleted as a whole.
 *
 * <p>In reading order: {@link org.waybill.queue.spool.SegmentMessageStore} (the port's implementation),
 * {@code SegmentDirectory} (file names), {@code SegmentFormat} (the octets of a segment and a record),
 * {@code SegmentWriter} (the segment being written; shared syncs), {@code SegmentBody} (reading with the checksum),
 * {@link org.waybill.queue.spool.SegmentReader} (all records of a segment, to rebuild a queue from).
 */
@NullMarked
package org.waybill.queue.spool;

import org.jspecify.annotations.NullMarked;
