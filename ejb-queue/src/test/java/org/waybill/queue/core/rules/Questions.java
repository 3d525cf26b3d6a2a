package org.waybill.queue.core.rules;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.ReversePath;

/** Builds what rules are asked about: a stranger who mails alice, until a test says otherwise. */
public record Questions(Peer peer, ReversePath sender, MailAddress recipient, long size) {

    public static Questions stranger() {
        return new Questions(
                Peer.connected(address("10.9.0.2"), address("10.9.0.1"), "", "")
                        .withHelo("client.test", true)
                        .withReverse(ReverseName.NONE),
                ReversePath.parse("s@client.test"),
                MailAddress.parse("alice@example.org"),
                0);
    }

    private Questions with(Peer other) {
        return new Questions(other, sender, recipient, size);
    }

    public Questions from(String address) {
        return with(peer.withAddress(address(address)));
    }

    /** Somebody inside of this server. */
    public Questions socket() {
        return with(Peer.local("root"));
    }

    public Questions called(ReverseName name) {
        return with(peer.withReverse(name));
    }

    public Questions helo(String name) {
        return new Questions(peer.withHelo(name, true), sender, recipient, size);
    }

    public Questions tls() {
        return new Questions(peer.withTls("TLSv1.3:TLS_AES_256_GCM_SHA384"), sender, recipient, size);
    }

    public Questions user(String user) {
        return with(peer.withUser(user));
    }

    public Questions tag(String tag) {
        return with(peer.withTag(tag));
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
