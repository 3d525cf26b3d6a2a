package org.waybill.smtp.listener;

import org.waybill.smtp.Peer;

/**
 * The question of AUTH PLAIN and LOGIN: does this password belong to this user?
 *
 * @param peer the client; the password came under TLS
 * @param user as the client gave it, not empty, without control characters
 * @param password as the client gave it, not empty, without NUL
 */
public record PasswordRequest(Peer peer, String user, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "PasswordRequest[peer=" + peer + ", user=" + user + "]";
    }
}
