package org.waybill.smtp.listener;

import org.waybill.smtp.Peer;

/**
 * The question of AUTH SCRAM-SHA-256: what does this user's password look like from the outside?
 *
 * @param peer the client
 * @param user as the client gave it, not empty, without control characters
 */
public record ScramRequest(Peer peer, String user) {}
