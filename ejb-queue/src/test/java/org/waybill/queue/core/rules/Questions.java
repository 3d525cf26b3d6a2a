package org.waybill.queue.core.rules;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReversePath;

/** Builds what rules are asked about: a stranger who mails alice, until a test says otherwise. */
public record Questions(Peer peer, ReversePath sender, MailAddress recipient, long size) {

    public static Questions stranger() {
        InetAddress listener = address("10.9.0.1");
        return new Questions(
                new Peer(address("10.9.0.2"), "client.test", true, "", "", "", listener, ""),
                ReversePath.parse("s@client.test"),
                MailAddress.parse("alice@example.org"),
                0);
    }

    public Questions from(String address) {
        return new Questions(
                new Peer(
                        address(address),
                        peer.helo(),
                        peer.esmtp(),
                        peer.tls(),
                        peer.user(),
                        peer.tag(),
                        peer.listenerAddress(),
                        peer.listener()),
                sender,
                recipient,
                size);
    }

    public Questions helo(String name) {
        return new Questions(peer.withHelo(name, true), sender, recipient, size);
    }

    public Questions tls() {
        return new Questions(peer.withTls("TLSv1.3:TLS_AES_256_GCM_SHA384"), sender, recipient, size);
    }

    public Questions user(String user) {
        return new Questions(
                new Peer(
                        peer.address(),
                        peer.helo(),
                        true,
                        peer.tls(),
                        user,
                        peer.tag(),
                        peer.listenerAddress(),
                        peer.listener()),
                sender,
                recipient,
                size);
    }

    public Questions tag(String tag) {
        return new Questions(
                new Peer(
                        peer.address(),
                        peer.helo(),
                        true,
                        peer.tls(),
                        peer.user(),
                        tag,
                        peer.listenerAddress(),
                        peer.listener()),
                sender,
                recipient,
                size);
    }

    /** @param path empty for the null sender */
    public Questions sender(String path) {
        return new Questions(peer, ReversePath.parse(path), recipient, size);
    }

    public Questions to(String address) {
        return new Questions(peer, sender, MailAddress.parse(address), size);
    }

    /** What the client declared. */
    public Questions size(long octets) {
        return new Questions(peer, sender, recipient, octets);
    }

    public RuleInput input() {
        return new RuleInput(peer, sender, recipient, size, false);
    }

    public static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
