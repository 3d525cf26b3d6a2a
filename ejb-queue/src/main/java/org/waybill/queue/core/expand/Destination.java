package org.waybill.queue.core.expand;

import org.waybill.smtp.MailAddress;

/**
 * One end of an expansion.
 *
 * @param address where to, with a domain
 * @param user the local user, lower case; known for every destination, because a relay may become a local delivery later
 */
public record Destination(MailAddress address, String user) {}
