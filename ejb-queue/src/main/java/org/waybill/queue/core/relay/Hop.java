package org.waybill.queue.core.relay;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One address of one host, with everything that a session with it depends on: hops that are equal may share a session, and
 * hops that differ never do.
 *
 * @param protocol what is spoken
 * @param host its name (A-labels, lower case) or address, for SNI, messages and limits
 * @param address where it is
 * @param port 1 to 65535
 * @param tls what is demanded of TLS
 * @param loginOrNull who we are there
 * @param helo what we call ourselves
 * @param sourceOrNull which address of ours to come from
 * @param pki the name of a {@code pki} of the configuration whose certificate we show; empty for none
 * @param ciphers TLS versions and cipher suites that may be used
 */
public record Hop(
        Protocol protocol,
        String host,
        InetAddress address,
        int port,
        TlsTerms tls,
        @Nullable Login loginOrNull,
        String helo,
        @Nullable InetAddress sourceOrNull,
        String pki,
        TlsChoice ciphers) {

    /** What is spoken with a next hop. */
    public enum Protocol {
        SMTP,
        /** RFC 2033: one answer for each recipient after the content. */
        LMTP
    }

    public Optional<Login> login() {
        return Optional.ofNullable(loginOrNull);
    }

    public Optional<InetAddress> source() {
        return Optional.ofNullable(sourceOrNull);
    }

    /** Another door of the same house. */
    public Hop at(int otherPort, TlsTerms otherTerms) {
        return new Hop(protocol, host, address, otherPort, otherTerms, loginOrNull, helo, sourceOrNull, pki, ciphers);
    }

    /** For people: {@code mx.example.org [192.0.2.1]:25}. */
    @Override
    public String toString() {
        return host + " [" + address.getHostAddress() + "]:" + port;
    }
}
