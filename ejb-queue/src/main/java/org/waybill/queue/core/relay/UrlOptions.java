package org.waybill.queue.core.relay;

import java.util.List;
import org.waybill.queue.core.relay.Login.Mechanism;

/**
 * What stands behind the {@code ?} of a relay URL. It holds for this entry and for no other; what is unsaid is taken from
 * the action.
 *
 * @param weight for the policy {@code ratio}, at least 1
 * @param verify what is demanded of certificates
 * @param pki the name of our certificate; empty if unsaid
 * @param ca the name of the authorities; empty if unsaid
 * @param src our address; empty if unsaid
 * @param helo our name; empty if unsaid
 * @param sessions the most at a time; 0 if unsaid
 * @param rate the most messages in a time
 * @param auth mechanisms; empty if unsaid
 * @param mailFrom the sender; empty if unsaid
 */
public record UrlOptions(
        int weight,
        Verify verify,
        String pki,
        String ca,
        String src,
        String helo,
        int sessions,
        Rate rate,
        List<Mechanism> auth,
        String mailFrom) {

    /** Nothing is said. */
    public static final UrlOptions NONE =
            new UrlOptions(1, Verify.UNSAID, "", "", "", "", 0, Rate.UNLIMITED, List.of(), "");

    public UrlOptions {
        auth = List.copyOf(auth);
    }

    /** Nothing may be said that would have no effect: whoever wrote it would believe otherwise. */
    void checkWith(RelayUrl.Schema schema, boolean authenticated) {
        if (verify != Verify.UNSAID && schema.excludesTls()) {
            throw new IllegalArgumentException(
                    "verify= says nothing behind " + schema.word() + "://, which never speaks TLS: take it out");
        }
        if ((verify == Verify.YES || verify == Verify.DANE) && !schema.guaranteesTls()) {
            throw new IllegalArgumentException("verify= demands TLS and " + schema.word()
                    + ":// does without it: write tls://, smtps:// or ssl://");
        }
        if (!(pki.isEmpty() && ca.isEmpty()) && schema.excludesTls()) {
            throw new IllegalArgumentException(
                    "pki= and ca= say nothing behind " + schema.word() + "://, which never speaks TLS: take them out");
        }
        if (!auth.isEmpty() && !authenticated) {
            throw new IllegalArgumentException("auth= says nothing without credentials: write a label before the host,"
                    + " or +auth behind the schema");
        }
    }

    UrlOptions withWeight(int other) {
        return new UrlOptions(other, verify, pki, ca, src, helo, sessions, rate, auth, mailFrom);
    }

    UrlOptions withVerify(Verify other) {
        return new UrlOptions(weight, other, pki, ca, src, helo, sessions, rate, auth, mailFrom);
    }

    UrlOptions withPki(String other) {
        return new UrlOptions(weight, verify, other, ca, src, helo, sessions, rate, auth, mailFrom);
    }

    UrlOptions withCa(String other) {
        return new UrlOptions(weight, verify, pki, other, src, helo, sessions, rate, auth, mailFrom);
    }

    UrlOptions withSrc(String other) {
        return new UrlOptions(weight, verify, pki, ca, other, helo, sessions, rate, auth, mailFrom);
    }

    UrlOptions withHelo(String other) {
        return new UrlOptions(weight, verify, pki, ca, src, other, sessions, rate, auth, mailFrom);
    }

    UrlOptions withSessions(int other) {
        return new UrlOptions(weight, verify, pki, ca, src, helo, other, rate, auth, mailFrom);
    }

    UrlOptions withRate(Rate other) {
        return new UrlOptions(weight, verify, pki, ca, src, helo, sessions, other, auth, mailFrom);
    }

    UrlOptions withAuth(List<Mechanism> other) {
        return new UrlOptions(weight, verify, pki, ca, src, helo, sessions, rate, other, mailFrom);
    }

    UrlOptions withMailFrom(String other) {
        return new UrlOptions(weight, verify, pki, ca, src, helo, sessions, rate, auth, other);
    }

    /** {@code verify=} */
    public enum Verify {
        UNSAID,
        /** Any certificate. */
        NO,
        /** By the host's name, from an authority. */
        YES,
        /** By TLSA records; without them the mail waits. */
        DANE
    }
}
