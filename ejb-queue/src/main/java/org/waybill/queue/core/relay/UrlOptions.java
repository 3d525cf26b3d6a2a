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
