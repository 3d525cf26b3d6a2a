package org.waybill.smtp.listener;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Set;

/**
 * One listening socket. {@link #smtp} makes a plain one, the {@code with} methods turn it into another.
 *
 * @param name tells listeners of one application apart; sessions carry it as {@link org.waybill.smtp.Peer#listener}
 * @param address address and port; port 0 takes a free one
 * @param hostname the name in the greeting and in Received headers
 * @param tag given to every session, empty for none
 * @param protocol SMTP or LMTP
 * @param tls how TLS is used
 * @param auth whether clients sign in
 * @param extensions what is offered besides
 * @param trusted who may speak for other clients
 * @param trace what the Received header tells
 * @param maxMessageSize the largest mail in octets, announced by SIZE (RFC 1870)
 * @param caps how many sessions at a time
 * @param headerRequired whether a mail whose first line is neither a header field nor empty is refused, as RFC 5321 §3.3
 *     would rather not have it
 * @param steps at which steps of a session {@link SmtpListener#step} is asked
 */
public record ListenerSpec(
        String name,
        InetSocketAddress address,
        String hostname,
        String tag,
        Protocol protocol,
        TlsPolicy tls,
        AuthPolicy auth,
        Extensions extensions,
        TrustedSources trusted,
        Trace trace,
        long maxMessageSize,
        Caps caps,
        boolean headerRequired,
        Set<Step> steps) {

    /** What is spoken. */
    public enum Protocol {
        SMTP,
        /** RFC 2033: a reply for each recipient behind the end of data. */
        LMTP
    }

    /**
     * Extensions that not every application, or not every configuration of one, can honour.
     *
     * @param dsn RFC 3461
     * @param binaryMime BODY=BINARYMIME (RFC 3030): only where every way that a mail may go can carry any octet
     */
    public record Extensions(boolean dsn, boolean binaryMime) {
        /** What can always be honoured. */
        public static final Extensions USUAL = new Extensions(true, false);
    }

    /**
     * What the Received header tells of a client.
     *
     * @param authenticatedUser names the user who signed in
     * @param maskSource leaves out the client's name and address
     */
    public record Trace(boolean authenticatedUser, boolean maskSource) {
        /** The client's name and address, not the user's. */
        public static final Trace USUAL = new Trace(false, false);
    }

    /**
     * Open sessions of one listener, besides the limits over all of them ({@link SessionLimits}).
     *
     * @param sessions in all
     * @param sessionsPerSource of one source: an IPv4 address, or an IPv6 network of 64 bits
     */
    public record Caps(int sessions, int sessionsPerSource) {
        /** Only the limits over all listeners count. */
        public static final Caps NONE = new Caps(Integer.MAX_VALUE, Integer.MAX_VALUE);

        public Caps {
            if (sessions < 1 || sessionsPerSource < 1) {
                throw new IllegalArgumentException("a listener has room for at least one session");
            }
        }
    }

    public ListenerSpec {
        Objects.requireNonNull(protocol);
        steps = Set.copyOf(steps);
        if (maxMessageSize < 1) {
            throw new IllegalArgumentException("maxMessageSize must be positive");
        }
        if (auth.mode() != AuthPolicy.Mode.NONE && tls.mode() == TlsMode.NONE) {
            throw new IllegalArgumentException("AUTH needs TLS");
        }
    }

    /** SMTP without TLS and AUTH, named by its address. */
    public static ListenerSpec smtp(InetSocketAddress address, String hostname, long maxMessageSize) {
        return new ListenerSpec(
                address.getAddress().getHostAddress() + ":" + address.getPort(),
                address,
                hostname,
                "",
                Protocol.SMTP,
                TlsPolicy.NONE,
                AuthPolicy.NONE,
                Extensions.USUAL,
                TrustedSources.NONE,
                Trace.USUAL,
                maxMessageSize,
                Caps.NONE,
                false,
                Set.of());
    }

    /** The same somewhere else. */
    public ListenerSpec withAddress(InetSocketAddress newAddress) {
        return new ListenerSpec(
                name,
                newAddress,
                hostname,
                tag,
                protocol,
                tls,
                auth,
                extensions,
                trusted,
                trace,
                maxMessageSize,
                caps,
                headerRequired,
                steps);
    }

    public ListenerSpec withTag(String newTag) {
        return new ListenerSpec(
                name,
                address,
                hostname,
                newTag,
                protocol,
                tls,
                auth,
                extensions,
                trusted,
                trace,
                maxMessageSize,
                caps,
                headerRequired,
                steps);
    }

    public ListenerSpec withProtocol(Protocol newProtocol) {
        return new ListenerSpec(
                name,
                address,
                hostname,
                tag,
                newProtocol,
                tls,
                auth,
                extensions,
                trusted,
                trace,
                maxMessageSize,
                caps,
                headerRequired,
                steps);
    }

    public ListenerSpec withTls(TlsPolicy newTls) {
        return new ListenerSpec(
                name,
                address,
                hostname,
                tag,
                protocol,
                newTls,
                auth,
                extensions,
                trusted,
                trace,
                maxMessageSize,
                caps,
                headerRequired,
                steps);
    }

    public ListenerSpec withAuth(AuthPolicy newAuth) {
        return new ListenerSpec(
                name,
                address,
                hostname,
                tag,
                protocol,
                tls,
                newAuth,
                extensions,
                trusted,
                trace,
                maxMessageSize,
                caps,
                headerRequired,
                steps);
    }

    public ListenerSpec withExtensions(Extensions newExtensions) {
        return new ListenerSpec(
                name,
                address,
                hostname,
                tag,
                protocol,
                tls,
                auth,
                newExtensions,
                trusted,
                trace,
                maxMessageSize,
                caps,
                headerRequired,
                steps);
    }

    public ListenerSpec withTrusted(TrustedSources newTrusted) {
        return new ListenerSpec(
                name,
                address,
                hostname,
                tag,
                protocol,
                tls,
                auth,
                extensions,
                newTrusted,
                trace,
                maxMessageSize,
                caps,
                headerRequired,
                steps);
    }

    public ListenerSpec withTrace(Trace newTrace) {
        return new ListenerSpec(
                name,
                address,
                hostname,
                tag,
                protocol,
                tls,
                auth,
                extensions,
                trusted,
                newTrace,
                maxMessageSize,
                caps,
                headerRequired,
                steps);
    }

    public ListenerSpec withCaps(Caps newCaps) {
        return new ListenerSpec(
                name,
                address,
                hostname,
                tag,
                protocol,
                tls,
                auth,
                extensions,
                trusted,
                trace,
                maxMessageSize,
                newCaps,
                headerRequired,
                steps);
    }

    public ListenerSpec withSteps(Set<Step> newSteps) {
        return new ListenerSpec(
                name,
                address,
                hostname,
                tag,
                protocol,
                tls,
                auth,
                extensions,
                trusted,
                trace,
                maxMessageSize,
                caps,
                headerRequired,
                newSteps);
    }

    /** Mails begin with a header. */
    public ListenerSpec withHeaderRequired() {
        return new ListenerSpec(
                name,
                address,
                hostname,
                tag,
                protocol,
                tls,
                auth,
                extensions,
                trusted,
                trace,
                maxMessageSize,
                caps,
                true,
                steps);
    }
}
