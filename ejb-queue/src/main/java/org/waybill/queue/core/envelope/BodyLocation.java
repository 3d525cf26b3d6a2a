package org.waybill.queue.core.envelope;

/**
 * Where a body lies in the message store.
 *
 * @param segment the segment file's number
 * @param offset of the body's first octet in the segment
 * @param length of the body in octets
 * @param checksum CRC-32C of the body
 */
public record BodyLocation(long segment, long offset, long length, int checksum) {}
