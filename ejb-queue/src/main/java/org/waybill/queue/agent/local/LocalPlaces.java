package org.waybill.queue.agent.local;

import java.nio.file.Path;

/**
 * What local deliveries know of this server.
 *
 * @param data the data directory, below which relative paths lie
 * @param spool the directory of the system's mailboxes, one file for each user
 * @param hostname ends the names of maildir files, and is our name in LHLO
 */
public record LocalPlaces(Path data, Path spool, String hostname) {}
