package org.waybill.smtp.session;

/**
 * What TLS came to.
 *
 * @param description protocol, cipher, bits and whether the client's certificate was verified, as {@link
 *     org.waybill.smtp.Peer#tls} wants it
 * @param endPoint the channel's binding for SCRAM: the tls-server-end-point hash in Base64 (RFC 5929 §4), empty where it is
 *     not at hand
 */
public record SecuredChannel(String description, String endPoint) {

    /** No TLS, or none yet. */
    public static final SecuredChannel NONE = new SecuredChannel("", "");
}
