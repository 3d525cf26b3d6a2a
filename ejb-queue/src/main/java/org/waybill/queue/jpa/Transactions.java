package org.waybill.queue.jpa;

import java.util.function.Supplier;

/** How work comes into a transaction: the container's in production, the entity manager's own in a test. */
public interface Transactions {

    /**
     * Runs work in a new transaction, suspending the one of the caller if there is any, and commits it. When the work or
     * the commit throws, everything is rolled back and the exception passed on.
     */
    <T> T inNew(Supplier<T> work);

    /** Runs work in no transaction, suspending the one of the caller if there is any: for databases that are not ours. */
    <T> T outside(Supplier<T> work);
}
