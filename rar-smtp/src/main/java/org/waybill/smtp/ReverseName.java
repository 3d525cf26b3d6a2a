package org.waybill.smtp;

import java.util.Optional;

/**
 * What the DNS calls a client's address. A name that does not lead back to the address is only what the owner of the
 * address claims.
 *
 * @param status how much is known
 * @param name lower case, in ASCII; empty unless there is one
 */
public record ReverseName(Status status, String name) {

    /** How much is known of a name. */
    public enum Status {
        /** Nobody has asked. */
        UNKNOWN,
        /** The address has none. */
        NONE,
        /** There is a name, of which this is no address. */
        UNCONFIRMED,
        /** There is a name, and this is one of its addresses. */
        CONFIRMED,
        /** It could not be looked up. */
        TEMPORARY
    }

    public static final ReverseName UNKNOWN = new ReverseName(Status.UNKNOWN, "");
    public static final ReverseName NONE = new ReverseName(Status.NONE, "");
    public static final ReverseName TEMPORARY = new ReverseName(Status.TEMPORARY, "");

    private static final String LOCALHOST = "localhost";

    /** What a loopback address is called, whatever the DNS says. */
    public static final ReverseName LOOPBACK = new ReverseName(Status.CONFIRMED, LOCALHOST);

    public ReverseName {
        boolean named = status == Status.UNCONFIRMED || status == Status.CONFIRMED;
        if (named != DomainName.toAscii(name).filter(name::equals).isPresent()) {
            throw new IllegalArgumentException("a reverse name is a host name in lower case, where there is one");
        }
    }

    /** Empty if the text, which a stranger wrote into the DNS, is no host name. */
    public static Optional<ReverseName> of(String text, boolean confirmed) {
        return DomainName.toAscii(text)
                .map(name -> new ReverseName(confirmed ? Status.CONFIRMED : Status.UNCONFIRMED, name));
    }

    public boolean confirmed() {
        return status == Status.CONFIRMED;
    }
}
