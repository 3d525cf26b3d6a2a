package org.waybill.queue.core.relay;

import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.srs.SenderRewriting;
import org.waybill.queue.core.tables.LookupTable;

/**
 * How an action relays where the URL says nothing else.
 *
 * @param sender what becomes of the sender
 * @param verify what {@code tls} demands: {@code YES}, with {@code no-verify} {@code NO}; {@code UNSAID} without it
 * @param pki the name of our certificate; empty for none
 * @param ca the name of the authorities; empty for those of the Java runtime
 * @param tls versions and ciphers
 * @param names what we call ourselves
 * @param sources our addresses in turn, as a list; {@code null}: the system chooses
 * @param credentialsOrNull label → {@code user:password}
 */
public record RelayOptions(
        Sender sender,
        UrlOptions.Verify verify,
        String pki,
        String ca,
        TlsChoice tls,
        Names names,
        @Nullable LookupTable sources,
        @Nullable LookupTable credentialsOrNull) {

    /** Nothing special. */
    public static final RelayOptions USUAL = new RelayOptions(
            new Sender.Kept(), UrlOptions.Verify.UNSAID, "", "", TlsChoice.USUAL, Names.SERVER, null, null);

    /** What is demanded of the certificate there: what the URL says counts, else what the action says. */
    public UrlOptions.Verify verifyAt(RelayUrl url) {
        return url.options().verify() == UrlOptions.Verify.UNSAID
                ? verify
                : url.options().verify();
    }

    /** Whose certificates count there, likewise. */
    public String caAt(RelayUrl url) {
        return url.options().ca().isEmpty() ? ca : url.options().ca();
    }

    /** The same with another treatment of the sender. */
    public RelayOptions with(Sender other) {
        return new RelayOptions(other, verify, pki, ca, tls, names, sources, credentialsOrNull);
    }

    /** The envelope's sender at the next hop. */
    public sealed interface Sender {

        record Kept() implements Sender {}

        /** {@code srs}: of mail whose recipient was somebody else when it came. */
        record Rewritten(SenderRewriting scheme) implements Sender {}

        /**
         * {@code mail-from}: {@code user@domain}, {@code @domain} or {@code user}, in place of what the sender had; the null
         * sender stays.
         */
        record Replaced(String by) implements Sender {}
    }

    /**
     * What we call ourselves.
     *
     * @param helo always; empty for the server's name
     * @param bySourceOrNull our address → our name
     */
    public record Names(String helo, @Nullable LookupTable bySourceOrNull) {

        public static final Names SERVER = new Names("", null);
    }
}
