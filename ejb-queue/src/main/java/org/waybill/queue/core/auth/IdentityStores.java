package org.waybill.queue.core.auth;

/** Port: the identity stores of the server that this application runs on (Jakarta Security). */
public interface IdentityStores {

    /** Whether a password is a user's. */
    Answer validate(String user, String password);

    /** Yes, no, or nobody to ask. */
    sealed interface Answer {

        /** @param user the name that the store gives the caller */
        record Valid(String user) implements Answer {}

        record Invalid() implements Answer {}

        /** @param reason a sentence for the log that says the cure */
        record Nobody(String reason) implements Answer {}
    }
}
