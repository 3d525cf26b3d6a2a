package org.waybill.smtp.session;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.waybill.smtp.Peer;
import org.waybill.smtp.SaslMechanism;
import org.waybill.smtp.listener.AuthPolicy;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.TlsMode;

/** What a session offers, and as the lines of the EHLO reply (RFC 5321 §4.1.1.1). */
final class Capabilities {

    private static final Set<Extension> ALWAYS = EnumSet.of(
            Extension.PIPELINING,
            Extension.EIGHT_BIT_MIME,
            Extension.SIZE,
            Extension.ENHANCED_STATUS_CODES,
            Extension.SMTPUTF8,
            Extension.CHUNKING,
            Extension.LIMITS,
            Extension.HELP);

    private final ListenerSpec spec;
    private final SessionLimits limits;
    private final boolean trusted;

    /** @param trusted whether the client may speak for others */
    Capabilities(ListenerSpec spec, SessionLimits limits, boolean trusted) {
        this.spec = spec;
        this.limits = limits;
        this.trusted = trusted;
    }

    /** @param endPoint the TLS channel's binding, empty when there is none */
    List<String> lines(Peer peer, String endPoint) {
        Set<Extension> offered = offered(peer);
        return Arrays.stream(Extension.values())
                .filter(offered::contains)
                .map(extension -> extension.keyword() + arguments(extension, endPoint))
                .toList();
    }

    private String arguments(Extension extension, String endPoint) {
        return switch (extension) {
            case SIZE -> " " + spec.maxMessageSize();
            case AUTH ->
                mechanisms(endPoint).stream().map(SaslMechanism::keyword).collect(Collectors.joining(" ", " ", ""));
            case LIMITS -> " MAILMAX=" + limits.mailsPerSession() + " RCPTMAX=" + limits.recipients();
            case XCLIENT -> " " + Xclient.ATTRIBUTES;
            default -> "";
        };
    }

    /** What counts now; nothing of it depends on whether the client said EHLO or HELO. */
    Set<Extension> offered(Peer peer) {
        Set<Extension> offered = EnumSet.copyOf(ALWAYS);
        addIf(offered, Extension.STARTTLS, offersStartTls(peer));
        addIf(offered, Extension.AUTH, speaksAuth() && peer.secured() && !peer.authenticated());
        addIf(offered, Extension.DSN, spec.extensions().dsn());
        addIf(offered, Extension.BINARY_MIME, spec.extensions().binaryMime());
        addIf(offered, Extension.REQUIRETLS, peer.secured()); // RFC 8689 §2
        addIf(offered, Extension.XCLIENT, trusted);
        return offered;
    }

    private static void addIf(Set<Extension> offered, Extension extension, boolean condition) {
        if (condition) {
            offered.add(extension);
        }
    }

    /** Not a second time inside TLS (RFC 3207 §4.2). */
    boolean offersStartTls(Peer peer) {
        TlsMode mode = spec.tls().mode();
        return !peer.secured() && (mode == TlsMode.OFFERED || mode == TlsMode.REQUIRED);
    }

    /** Whether mail has to wait for STARTTLS. */
    boolean demandsTls(Peer peer) {
        return !peer.secured() && spec.tls().mode() == TlsMode.REQUIRED;
    }

    /** Whether mail has to wait for AUTH. */
    boolean demandsAuth(Peer peer) {
        return !peer.authenticated() && spec.auth().mode() == AuthPolicy.Mode.REQUIRED;
    }

    /** Whether there is anything to sign in with, now or behind STARTTLS. */
    boolean speaksAuth() {
        return spec.auth().mode() != AuthPolicy.Mode.NONE;
    }

    /** The mechanisms of this session, strongest first. */
    Set<SaslMechanism> mechanisms(String endPoint) {
        Set<SaslMechanism> mechanisms = EnumSet.copyOf(spec.auth().mechanisms());
        if (endPoint.isEmpty()) {
            mechanisms.remove(SaslMechanism.SCRAM_SHA_256_PLUS);
        }
        return mechanisms;
    }
}
