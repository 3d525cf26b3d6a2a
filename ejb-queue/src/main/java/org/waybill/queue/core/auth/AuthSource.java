package org.waybill.queue.core.auth;

import org.waybill.queue.core.tables.LookupTable;

/** Whom a listener asks about passwords. */
public sealed interface AuthSource {

    /** Nobody signs in. */
    record Nobody() implements AuthSource {}

    /** @param credentials password hashes by the names of users */
    record Table(LookupTable credentials) implements AuthSource {}

    /** The identity stores of the server that this application runs on. */
    record IdentityStores() implements AuthSource {}
}
