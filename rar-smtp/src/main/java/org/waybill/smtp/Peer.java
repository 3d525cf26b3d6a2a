package org.waybill.smtp;

import java.net.InetAddress;

/**
 * Who talks to us, as far as rules may ask.
 *
 * @param address the client's address
 * @param helo the argument of HELO or EHLO, empty before it
 * @param esmtp whether the client said EHLO
 * @param tls the negotiated protocol, cipher, key bits and whether the client showed a verified certificate, such as
 *     {@code TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO}; empty without TLS
 * @param user the authenticated user, empty without AUTH
 * @param tag the listener's tag, empty without one
 * @param listenerAddress the address the client connected to
 * @param listener the name of the listener the client connected to
 * @param reverse the name of the client's address
 * @param origin the way it came
 */
public record Peer(
        InetAddress address,
        String helo,
        boolean esmtp,
        String tls,
        String user,
        String tag,
        InetAddress listenerAddress,
        String listener,
        ReverseName reverse,
        Origin origin) {

    /** The name of the listener of mail that comes from inside of this server. */
    public static final String SOCKET = "socket";

    /** How a mail reached us. */
    public enum Origin {
        /** Over the network, from this machine or another one. */
        NETWORK,
        /** From inside of this server: nobody needs to sign in there. */
        SOCKET
    }

    /** A client that has just connected. */
    public static Peer connected(InetAddress address, InetAddress listenerAddress, String tag, String listener) {
        return new Peer(
                address, "", false, "", "", tag, listenerAddress, listener, ReverseName.UNKNOWN, Origin.NETWORK);
    }

    /**
     * Somebody inside of this server.
     *
     * @param user who it is, empty if nobody knows
     */
    public static Peer local(String user) {
        InetAddress here = InetAddress.getLoopbackAddress();
        return new Peer(here, "localhost", false, "", user, "", here, SOCKET, ReverseName.LOOPBACK, Origin.SOCKET);
    }

    public Peer withHelo(String name, boolean extended) {
        return new Peer(address, name, extended, tls, user, tag, listenerAddress, listener, reverse, origin);
    }

    public Peer withAddress(InetAddress client) {
        return new Peer(client, helo, esmtp, tls, user, tag, listenerAddress, listener, reverse, origin);
    }

    public Peer withListenerAddress(InetAddress here) {
        return new Peer(address, helo, esmtp, tls, user, tag, here, listener, reverse, origin);
    }

    /** After STARTTLS nothing the client said before counts (RFC 3207 §4.2). */
    public Peer withTls(String protocolAndCipher) {
        return new Peer(address, "", false, protocolAndCipher, "", tag, listenerAddress, listener, reverse, origin);
    }

    public Peer withUser(String name) {
        return new Peer(address, helo, esmtp, tls, name, tag, listenerAddress, listener, reverse, origin);
    }

    public Peer withTag(String name) {
        return new Peer(address, helo, esmtp, tls, user, name, listenerAddress, listener, reverse, origin);
    }

    public Peer withReverse(ReverseName name) {
        return new Peer(address, helo, esmtp, tls, user, tag, listenerAddress, listener, name, origin);
    }

    public boolean secured() {
        return !tls.isEmpty();
    }

    /** Whether the client signed in. */
    public boolean authenticated() {
        return !user.isEmpty();
    }

    /** Whether it came from inside of this server, where nobody needs to sign in. */
    public boolean local() {
        return origin == Origin.SOCKET;
    }
}
