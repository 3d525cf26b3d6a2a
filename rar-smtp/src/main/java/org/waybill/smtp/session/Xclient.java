package org.waybill.smtp.session;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waybill.smtp.AddressLiteral;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReverseName;

/**
 * XCLIENT: a trusted proxy says for which client it speaks, and the session begins anew as if that client had connected.
 * A value may be {@code [UNAVAILABLE]} or {@code [TEMPUNAVAIL]}, which changes nothing but NAME and LOGIN, where it means
 * that there is none.
 */
final class Xclient {

    /** As the EHLO reply lists them. */
    static final String ATTRIBUTES = "NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT";

    private static final Set<String> KNOWN = Set.of(ATTRIBUTES.split(" "));
    private static final Set<String> NOTHING = Set.of("[UNAVAILABLE]", "[TEMPUNAVAIL]");
    private static final int MAX_USER = 255;

    private Xclient() {}

    /** The client that the attributes describe, or empty if one of them is unknown or wrong. */
    static Optional<Peer> apply(Map<String, String> attributes, Peer peer) {
        if (!KNOWN.containsAll(attributes.keySet())) {
            return Optional.empty();
        }
        // another client has no name before the proxy or the DNS tells it
        Peer client = attributes.containsKey("ADDR") ? peer.withReverse(ReverseName.UNKNOWN) : peer;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            Optional<Peer> next = apply(attribute.getKey(), attribute.getValue(), client);
            if (next.isEmpty()) {
                return next;
            }
            client = next.get();
        }
        return Optional.of(client);
    }

    private static Optional<Peer> apply(String name, String value, Peer peer) {
        boolean nothing = NOTHING.contains(AsciiCase.upper(value));
        return switch (name) {
            case "ADDR" -> nothing ? Optional.of(peer) : address(value).map(peer::withAddress);
            case "DESTADDR" -> nothing ? Optional.of(peer) : address(value).map(peer::withListenerAddress);
            case "NAME" -> name(value).map(peer::withReverse);
            case "HELO" ->
                nothing
                        ? Optional.of(peer)
                        : Optional.of(value)
                                .filter(MailAddress::isDomain)
                                .map(helo -> peer.withHelo(helo, peer.esmtp()));
            case "PROTO" ->
                Optional.of(value)
                        .filter(proto -> nothing || Set.of("SMTP", "ESMTP").contains(proto))
                        .map(proto -> peer.withHelo(peer.helo(), proto.equals("ESMTP") || (nothing && peer.esmtp())));
            case "LOGIN" ->
                Optional.of(value)
                        .filter(user -> user.length() <= MAX_USER)
                        .map(user -> peer.withUser(nothing ? "" : user));
            // PORT and DESTPORT: nothing of ours asks for them
            default -> Optional.of(peer);
        };
    }

    /** The proxy has confirmed the name; one that it could not look up stays to be looked up. */
    private static Optional<ReverseName> name(String value) {
        return switch (AsciiCase.upper(value)) {
            case "[UNAVAILABLE]" -> Optional.of(ReverseName.NONE);
            case "[TEMPUNAVAIL]" -> Optional.of(ReverseName.UNKNOWN);
            default -> ReverseName.of(value, true);
        };
    }

    private static Optional<InetAddress> address(String value) {
        return AddressLiteral.parse(value);
    }
}
