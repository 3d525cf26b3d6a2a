package org.waybill.admin.security;

/** The person or program that asks. */
public interface Operator {

    /** The account's name; empty before signing in. */
    String name();

    /** Whether this account may change anything. */
    boolean admin();

    /**
     * The name under which an order is given. Every order needs one, so that none is carried out unchecked.
     *
     * @throws NotPermitted for a viewer: pages do not offer what leads here, so this is a forged request
     */
    default String author() {
        if (!admin()) {
            throw new NotPermitted();
        }
        return name();
    }

    /** A viewer tried to change something. */
    final class NotPermitted extends RuntimeException {
        NotPermitted() {
            super("this account may look, but not change anything");
        }
    }
}
